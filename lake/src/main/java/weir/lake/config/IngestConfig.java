package weir.lake.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How messages travel from the sources into the raw zone; the same for all streams of a process.
 *
 * @param batchInterval how much time one microbatch covers, at least 100 ms
 * @param chunkBytes how many bytes of lines travel together, 1 KiB to 64 MiB; a longer line travels alone
 * @param chunkInterval after which time a chunk that is not full travels anyway, at most the batch interval
 * @param spool where chunks wait until they are in a microbatch
 */
public record IngestConfig(Duration batchInterval, long chunkBytes, Duration chunkInterval, SpoolConfig spool) {
    private static final Duration MIN_BATCH_INTERVAL = Duration.ofMillis(100);
    private static final long MIN_CHUNK_BYTES = 1L << 10;
    private static final long MAX_CHUNK_BYTES = 64L << 20;

    public IngestConfig {
        checkedBatchInterval(batchInterval);
        checkedChunkBytes(chunkBytes);
        checkedChunkInterval(chunkInterval, batchInterval);
    }

    static Optional<IngestConfig> read(Section section) {
        Duration batchInterval = section.optional(
                "batch-interval", Format.DURATION, Duration.ofSeconds(5), IngestConfig::checkedBatchInterval);
        long chunkBytes = section.optional("chunk-size", Format.BYTES, 1L << 20, IngestConfig::checkedChunkBytes);
        Duration standard = Duration.ofMillis(500);
        Duration chunkInterval = section.optional(
                "chunk-interval",
                Format.DURATION,
                standard.compareTo(batchInterval) < 0 ? standard : batchInterval,
                interval -> checkedChunkInterval(interval, batchInterval));
        Optional<SpoolConfig> spool = SpoolConfig.read(section.section("spool"));
        return section.make(() -> new IngestConfig(batchInterval, chunkBytes, chunkInterval, spool.orElseThrow()));
    }

    private static Duration checkedBatchInterval(Duration interval) {
        if (interval.compareTo(MIN_BATCH_INTERVAL) < 0) {
            throw new IllegalArgumentException("must be at least %s, but is %s"
                    .formatted(Format.DURATION.print(MIN_BATCH_INTERVAL), Format.DURATION.print(interval)));
        }
        return interval;
    }

    private static long checkedChunkBytes(long bytes) {
        if (bytes < MIN_CHUNK_BYTES || bytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException("must be between %s and %s, but is %s"
                    .formatted(
                            Format.BYTES.print(MIN_CHUNK_BYTES),
                            Format.BYTES.print(MAX_CHUNK_BYTES),
                            Format.BYTES.print(bytes)));
        }
        return bytes;
    }

    private static Duration checkedChunkInterval(Duration interval, Duration batchInterval) {
        if (interval.isZero() || interval.isNegative() || interval.compareTo(batchInterval) > 0) {
            throw new IllegalArgumentException("must be above 0 and at most the batch interval of %s, but is %s"
                    .formatted(Format.DURATION.print(batchInterval), Format.DURATION.print(interval)));
        }
        return interval;
    }
}

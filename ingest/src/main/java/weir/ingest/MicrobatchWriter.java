package weir.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.Time;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.command.BuildVersion;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.raw.Chunk;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * Turns the batches of one stream into committed microbatches, one after the other. A batch without chunks leaves
 * nothing. The first batch that cannot be committed is reported, and no later one is committed: what the raw zone has of
 * a run is all of it up to some message.
 */
final class MicrobatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(MicrobatchWriter.class);

    private final StreamConfig stream;
    private final String lakeRoot;
    private final SerializableConfiguration hadoop;
    private final RawZone zone;
    private final String filterHash;
    private final BiConsumer<Instant, Long> received;
    private final Failures failures;
    private final Clock clock = Clock.systemUTC();

    private long nextSequence;
    private boolean failed;

    MicrobatchWriter(
            StreamConfig stream,
            String lakeRoot,
            SerializableConfiguration hadoop,
            BiConsumer<Instant, Long> received,
            Failures failures) {
        this.stream = stream;
        this.lakeRoot = lakeRoot;
        this.hadoop = hadoop;
        this.received = received;
        this.failures = failures;
        this.zone = new RawZone(LakeFiles.of(lakeRoot, hadoop.value()), stream.name());
        this.filterHash =
                Filter.of(stream.spec().filter(), stream.spec().schema()).hash();
        warmUp(stream.spec());
    }

    /** Compiles the filter before the first message is there: that takes longer than a batch should. */
    private static void warmUp(StreamSpec spec) {
        byte[] line = "{}".getBytes(StandardCharsets.UTF_8);
        LineReader.of(spec, List.of()).read(line, 0, line.length);
    }

    /** Writes and commits a batch. Throws nothing: a failure is reported to who can stop the service. */
    synchronized void write(JavaRDD<Chunk> chunks, Time batchTime) {
        if (chunks.getNumPartitions() == 0) {
            return;
        }
        Instant time = Instant.ofEpochMilli(batchTime.milliseconds());
        if (failed) {
            LOG.error("Lost the batch of {}, as an earlier one failed stream={}", time, stream.name());
            return;
        }
        try {
            commit(chunks, time);
        } catch (Exception e) { // Spark throws checked exceptions without declaring them
            failed = true;
            failures.report(new IOException(
                    "Cannot commit the batch of " + time + " of stream " + stream.name() + " to the lake at " + lakeRoot
                            + ": " + Failures.reason(e) + ". Messages received since the microbatch before it are lost;"
                            + " make room or correct the lake, and start again.",
                    e));
        }
    }

    private void commit(JavaRDD<Chunk> chunks, Instant time) throws IOException {
        Instant begun = clock.instant();
        Microbatch microbatch = zone.free(time);
        chunks.context().setJobDescription("write microbatch " + microbatch.name());
        List<WrittenChunks> results = chunks.coalesce(1)
                .mapPartitions(
                        new WriteChunks(lakeRoot, hadoop, microbatch, stream.spec(), stream.capture(), nextSequence))
                .collect();
        WrittenChunks written = results.get(0);
        Manifest manifest = new Manifest(
                microbatch,
                written.parts(),
                written.counts(),
                Optional.ofNullable(written.first()),
                Optional.ofNullable(written.last()),
                Optional.empty(),
                filterHash,
                written.connections(),
                "weir " + BuildVersion.text());
        zone.commit(manifest);
        nextSequence = written.nextSequence();
        received.accept(time, written.counts().received());
        LOG.info(
                "Committed microbatch stream={} batch={} received={} kept={} bytes={} millis={}",
                stream.name(),
                microbatch.name(),
                written.counts().received(),
                written.counts().kept(),
                manifest.bytes(),
                Duration.between(begun, clock.instant()).toMillis());
    }
}

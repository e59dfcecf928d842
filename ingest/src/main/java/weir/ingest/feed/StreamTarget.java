package weir.ingest.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.command.BuildVersion;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.history.ManifestLog;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * Turns batches of one stream into committed microbatches, one after the other, each later than the one before. A batch
 * with nothing in it leaves nothing. Safe for threads.
 */
public final class StreamTarget {

    private static final Logger LOG = LoggerFactory.getLogger(StreamTarget.class);

    private final StreamConfig stream;
    private final String lakeRoot;
    private final HadoopSettings hadoop;
    private final LakeFiles files;
    private final RawZone zone;
    private final String filterHash;
    private final BatchLog log;
    private final Clock clock;

    private Optional<Instant> floor = Optional.empty();
    private Optional<Microbatch> unsettled = Optional.empty();

    /**
     * @param hadoop settings of the lake's file system
     * @param log hears of each batch
     */
    public StreamTarget(StreamConfig stream, String lakeRoot, HadoopSettings hadoop, BatchLog log, Clock clock) {
        this.stream = stream;
        this.lakeRoot = lakeRoot;
        this.hadoop = hadoop;
        this.files = LakeFiles.of(lakeRoot, hadoop.value());
        this.zone = new RawZone(files, stream.name());
        this.filterHash =
                Filter.of(stream.spec().filter(), stream.spec().schema()).hash();
        this.log = log;
        this.clock = clock;
        warmUp(stream.spec());
    }

    /** Compiles the filter before the first message is there: that takes longer than a batch should. */
    private static void warmUp(StreamSpec spec) {
        byte[] line = "{}".getBytes(StandardCharsets.UTF_8);
        LineReader.of(spec, List.of()).read(line, 0, line.length);
    }

    /** The stream. */
    public StreamConfig stream() {
        return stream;
    }

    /** The files of the lake. */
    public LakeFiles files() {
        return files;
    }

    /**
     * The stream's manifests. What the next lines are follows from them, so the newest microbatch, which a killed process may
     * have named without syncing the name, is made to stay first.
     */
    public synchronized ManifestLog manifests() throws IOException {
        if (floor.isEmpty()) {
            List<Microbatch> committed = zone.committed();
            if (!committed.isEmpty()) {
                zone.settle(committed.get(committed.size() - 1));
            }
        }
        return new ManifestLog(files, stream.name());
    }

    /** Hears of what a feed cannot cope with, and of what it does. */
    public BatchLog log() {
        return log;
    }

    /** The present time. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Has a batch written and commits it.
     *
     * @param time the batch time; the microbatch has this one, or a later one if that is taken
     * @param content writes the batch; run once
     * @return the manifest; empty if the batch was empty
     * @throws IOException if it is not committed, or nobody can say: then ask {@link #settle} before the next call
     * @throws IllegalStateException if nobody has asked since the last error
     */
    public synchronized Optional<Manifest> commit(Instant time, Content content) throws IOException {
        if (unsettled.isPresent()) {
            throw new IllegalStateException("Nobody has asked what became of " + unsettled.get());
        }
        Instant begun = clock.instant();
        Microbatch microbatch = zone.begin(later(time));
        unsettled = Optional.of(microbatch);
        Written written = content.write(new PartPlace(lakeRoot, hadoop, microbatch, stream.spec(), stream.capture()));
        if (written.isEmpty()) {
            settle();
            return Optional.empty();
        }
        Manifest manifest = new Manifest(
                microbatch,
                written.files(),
                written.counts(),
                written.firstEvent(),
                written.lastEvent(),
                Optional.of(written.position()),
                filterHash,
                written.connections(),
                written.gaps(),
                "weir " + BuildVersion.text());
        zone.commit(manifest);
        unsettled = Optional.empty();
        floor = Optional.of(microbatch.time().plusMillis(1));
        tell(manifest, time, Duration.between(begun, clock.instant()));
        return Optional.of(manifest);
    }

    /**
     * Finds out what became of a batch whose commit ended in an error.
     *
     * @return its manifest, if it is committed after all; empty if it is not, or if there was no error
     * @throws IOException if that cannot be said yet
     */
    public synchronized Optional<Manifest> settle() throws IOException {
        if (unsettled.isEmpty()) {
            return Optional.empty();
        }
        Microbatch microbatch = unsettled.get();
        Optional<Manifest> manifest =
                zone.settle(microbatch) ? Optional.of(zone.manifest(microbatch)) : Optional.empty();
        unsettled = Optional.empty();
        floor = Optional.of(microbatch.time().plusMillis(1));
        return manifest;
    }

    /** Not before any other microbatch: their order is that of the lines, whatever the clock does. */
    private Instant later(Instant time) throws IOException {
        if (floor.isEmpty()) {
            floor = Optional.of(manifests()
                    .newest(manifest -> true)
                    .map(newest -> newest.microbatch().time().plusMillis(1))
                    .orElse(Instant.MIN));
        }
        return time.isBefore(floor.get()) ? floor.get() : time;
    }

    private void tell(Manifest manifest, Instant batch, Duration took) {
        log.committed(batch, manifest.counts().received());
        LOG.info(
                "Committed microbatch stream={} batch={} received={} kept={} bytes={} millis={}",
                stream.name(),
                manifest.microbatch().name(),
                manifest.counts().received(),
                manifest.counts().kept(),
                manifest.bytes(),
                took.toMillis());
        manifest.gaps()
                .forEach(gap -> LOG.warn(
                        "Messages may be missing stream={} cause={} from={} until={} messages={} {}",
                        stream.name(),
                        gap.cause().text(),
                        gap.from(),
                        gap.until(),
                        gap.messages() < 0 ? "unknown" : gap.messages(),
                        gap.detail()));
    }

    /** Writes the lines of one batch. */
    @FunctionalInterface
    public interface Content {

        /** Writes parts; when it returns they are on the disk. */
        Written write(PartPlace place) throws IOException;
    }
}

package weir.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.ingest.feed.FailedBatch;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** The checks before anything is received: that the lake can be written, and that nobody else captures the streams. */
final class RawEntrance {

    private static final Logger LOG = LoggerFactory.getLogger(RawEntrance.class);

    private RawEntrance() {}

    /**
     * Takes the lock of each stream.
     *
     * @param release is given the locks
     * @throws IOException if the lake cannot be written or a stream has another owner
     */
    static void open(LakeFiles files, IngestSetup setup, Release release) throws IOException {
        checkWritable(files, setup.lakeRoot());
        for (StreamConfig stream : setup.streams()) {
            LakeLock lock = LakeLock.take(files, "ingest-" + stream.name());
            release.add("the lock of stream " + stream.name(), lock::close);
        }
    }

    /**
     * Removes folders that an earlier process of this stream has begun and not committed. What they hold has been
     * committed since, from the spool or from the source. Folders of an import that runs stay.
     */
    static void removeLeftovers(LakeFiles files, String stream) throws IOException {
        RawZone zone = new RawZone(files, stream);
        if (zone.uncommitted().isEmpty()) {
            return;
        }
        Optional<LakeLock> noImport = LakeLock.tryTake(files, LineIntake.lockOf(stream));
        if (noImport.isPresent()) {
            try (LakeLock held = noImport.get()) {
                List<Microbatch> left = zone.uncommitted();
                for (Microbatch microbatch : left) {
                    zone.settle(microbatch);
                }
                LOG.info("Removed {} microbatch folder(s) that were never committed stream={}", left.size(), stream);
            }
        }
    }

    private static void checkWritable(LakeFiles files, String root) throws IOException {
        String probe = "state/ingest-" + ProcessHandle.current().pid() + ".probe";
        try {
            files.publish(probe, "probe\n".getBytes(StandardCharsets.UTF_8));
            files.delete(probe);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot write to the lake at " + root + ": " + FailedBatch.reason(FailedBatch.root(e))
                            + ". Make it a directory that this user may write, or set lake.root to another one.",
                    e);
        }
    }
}

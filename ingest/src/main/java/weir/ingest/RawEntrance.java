package weir.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** The checks before anything is received: that the lake can be written, and that nobody else captures the streams. */
final class RawEntrance {

    private static final Logger LOG = LoggerFactory.getLogger(RawEntrance.class);
    private static final int NAMES_SHOWN = 20;

    private RawEntrance() {}

    /**
     * Takes the lock of each stream and says what an earlier process left behind.
     *
     * @param release is given the locks
     * @throws IOException if the lake cannot be written or a stream has another owner
     */
    static void open(LakeFiles files, IngestSetup setup, Release release) throws IOException {
        checkWritable(files, setup.lakeRoot());
        for (StreamConfig stream : setup.streams()) {
            LakeLock lock = LakeLock.take(files, "ingest-" + stream.name());
            release.add("the lock of stream " + stream.name(), lock::close);
            List<Microbatch> left = new RawZone(files, stream.name()).uncommitted();
            if (!left.isEmpty()) {
                LOG.warn(
                        "Found {} microbatch folder(s) that an earlier process did not commit; their lines were"
                                + " received and do not count stream={} folders={}{}",
                        left.size(),
                        stream.name(),
                        left.stream().limit(NAMES_SHOWN).map(Microbatch::folder).toList(),
                        left.size() > NAMES_SHOWN ? " and more" : "");
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
                    "Cannot write to the lake at " + root + ": " + Failures.reason(e)
                            + ". Make it a directory that this user may write, or set lake.root to another one.",
                    e);
        }
    }
}

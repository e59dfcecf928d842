package weir.lake.quarantine;

import java.io.IOException;
import java.util.function.LongFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.archive.LineEdit;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;

/**
 * Takes out of the quarantine of a stream what is deleted from its archive: each line there stays what the archive has of it, so
 * that of a deleted one an empty line is left. Other lines are never touched.
 */
public final class QuarantineDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineDeletion.class);

    private final LakeFiles files;
    private final String stream;

    public QuarantineDeletion(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /**
     * Does it; done again, it changes nothing. No plan may be unfinished whose lines are edited.
     *
     * @param edits what becomes of the lines of a plan
     * @throws IOException if somebody decides about the quarantine at this moment, and something is to be changed
     */
    public void run(LongFunction<LineEdit> edits) throws IOException {
        Quarantine quarantine = new Quarantine(files, stream);
        for (QuarantineFile file : quarantine.files()) {
            LineEdit edit = edits.apply(file.plan());
            if (quarantine.isChangedBy(file, edit)) {
                try (LakeLock lock = QuarantineOrders.lock(files, stream)) {
                    long lines = quarantine.rewrite(file, edit);
                    LOG.info("Deleted from quarantine stream={} plan={} lines={}", stream, file.plan(), lines);
                }
            }
        }
    }
}

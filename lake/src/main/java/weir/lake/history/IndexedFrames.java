package weir.lake.history;

import java.io.IOException;
import java.util.Set;
import java.util.function.IntPredicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.archive.Archive;
import weir.lake.archive.FrameChoice;
import weir.lake.archive.SegmentFooter;
import weir.lake.files.CorruptLakeException;
import weir.lake.raw.Microbatch;

/** Asks the indexes of segments which frames are needed, and counts what they exclude. For one thread. */
final class IndexedFrames {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedFrames.class);

    private final Archive archive;
    private final FrameChoice choice;
    private long excludedLines;

    IndexedFrames(Archive archive, FrameChoice choice) {
        this.archive = archive;
        this.choice = choice;
    }

    /** The numbers of the frames that may hold a line of the choice and of some microbatches. */
    IntPredicate holding(SegmentFooter footer, Set<Microbatch> wanted) throws IOException {
        IntPredicate holding = ArchivedPieces.holding(footer, wanted);
        IntPredicate mayHold;
        try {
            mayHold = archive.mayHold(footer, choice);
        } catch (CorruptLakeException e) {
            LOG.warn("Reading all of a segment whose index cannot be used: {}", e.getMessage());
            return holding;
        }
        return frame -> {
            if (!holding.test(frame)) {
                return false;
            }
            boolean needed = mayHold.test(frame);
            excludedLines += needed ? 0 : footer.frames().get(frame).lines();
            return needed;
        };
    }

    /** Lines of the microbatches that are in frames which are not needed. */
    long excludedLines() {
        return excludedLines;
    }
}

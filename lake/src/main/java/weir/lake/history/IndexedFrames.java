package weir.lake.history;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.archive.Archive;
import weir.lake.archive.FrameChoice;
import weir.lake.archive.SegmentFooter;
import weir.lake.files.CorruptLakeException;
import weir.lake.filter.Clauses;
import weir.lake.parallel.Concurrent;
import weir.lake.raw.Microbatch;

/** Asks the indexes of segments which frames are needed, and counts what they exclude. For one thread. */
final class IndexedFrames {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedFrames.class);

    private final Archive archive;
    private final TimeRange range;
    private final StreamSpec spec;
    private final Future<Clauses> clauses;
    private long excludedLines;

    /** @param clauses values that wanted lines have; waited for when the first segment is asked about */
    IndexedFrames(Archive archive, TimeRange range, StreamSpec spec, Future<Clauses> clauses) {
        this.archive = archive;
        this.range = range;
        this.spec = spec;
        this.clauses = clauses;
    }

    /** The numbers of the frames that may hold a line of the choice and of some microbatches. */
    IntPredicate holding(SegmentFooter footer, Set<Microbatch> wanted) throws IOException {
        IntPredicate holding = ArchivedPieces.holding(footer, wanted);
        Clauses values = Concurrent.result(clauses);
        if (values.isEmpty() && range.equals(TimeRange.ALL)) {
            return holding;
        }
        IntPredicate mayHold;
        try {
            mayHold = archive.mayHold(
                    footer, new FrameChoice(spec.eventTimeDefinition(), range.fromMicros(), range.toMicros(), values));
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

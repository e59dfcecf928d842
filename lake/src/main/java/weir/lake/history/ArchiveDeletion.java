package weir.lake.history;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.archive.Archive;
import weir.lake.archive.FrameChoice;
import weir.lake.archive.LineEdit;
import weir.lake.archive.Rewritten;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentFooter;
import weir.lake.archive.SegmentRewrite;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.deletion.Deletions;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;

/**
 * Takes out of a stream's archive, and out of copies of what it holds, what was asked to be deleted, once it was asked so long
 * ago: rewrites the segments that have lines of it. What is due follows from the lake: the plans that asked for something since
 * it was done last, and all of them if it was done by another schema. For one thread.
 */
public final class ArchiveDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveDeletion.class);

    private final LakeFiles files;
    private final StreamSpec spec;
    private final Duration deadline;
    private final Clock clock;
    private final Archive archive;
    private final DeletionFiles log;

    /** @param deadline how long after it was asked for a message may stay in the archive, but for the time to the next run */
    public ArchiveDeletion(LakeFiles files, StreamSpec spec, Duration deadline, Clock clock) {
        this.files = files;
        this.spec = spec;
        this.deadline = deadline;
        this.clock = clock;
        this.archive = new Archive(files, spec.name());
        this.log = new DeletionFiles(files, spec.name());
    }

    /** Where lines are that the archive has, too. */
    @FunctionalInterface
    public interface Copies {

        /**
         * Makes of them what becomes of the lines in the archive.
         *
         * @param edits what becomes of the lines of a plan
         */
        void edit(LongFunction<LineEdit> edits) throws IOException;
    }

    /**
     * Does what is due. Cut short, it is done again by the next one.
     *
     * @param stopping ends it before the next segment
     * @throws CorruptLakeException if a segment cannot be read; the others are done
     */
    public void run(BooleanSupplier stopping, Copies copies) throws IOException {
        long done = log.plans(Kind.ARCHIVE).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<Long> due =
                log.plans(Kind.ASKED).stream().filter(plan -> plan > done).toList();
        // lines of a later plan, or that were no records, have not been looked at for what was asked before
        String schema = Filter.of("true", spec.schema()).hash();
        long looked = done > 0 && log.isArchivedBy(schema, done) ? done : 0;
        if (looked == done && (due.isEmpty() || !isDue(due.get(0)))) {
            return;
        }
        Wanted all = wanted(plan -> true);
        Wanted recent = wanted(plan -> plan > looked);
        copies.edit(plan -> edit(plan > looked ? all : recent));
        CorruptLakeException failure = null;
        long lines = 0;
        for (Segment segment : archive.segments()) {
            if (stopping.getAsBoolean()) {
                return;
            }
            try {
                lines += rewrite(segment, segment.plan() > looked ? all : recent);
            } catch (CorruptLakeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (due.isEmpty()) {
            log.writeArchived(done, log.at(Kind.ARCHIVE, done), schema);
        } else {
            log.writeArchived(due.get(due.size() - 1), clock.instant(), schema);
        }
        LOG.info("Deleted from the archive stream={} plans={} lines={}", spec.name(), due.size(), lines);
    }

    private boolean isDue(long plan) throws IOException {
        Instant end = log.at(Kind.ASKED, plan).plus(deadline);
        return !end.isAfter(clock.instant());
    }

    /**
     * What is looked for.
     *
     * @param values of which every line that is taken back has one
     */
    private record Wanted(Deletions deletions, Clauses values) {}

    private Wanted wanted(LongPredicate plans) throws IOException {
        DeletionLog asked = new DeletionLog(files, spec);
        List<Deletion> some = asked.written(plans);
        return new Wanted(Deletions.of(spec.schema(), some), asked.clauses(some));
    }

    /** @return lines that were deleted, or lost members */
    private long rewrite(Segment segment, Wanted wanted) throws IOException {
        if (wanted.deletions().isEmpty()) {
            return 0;
        }
        SegmentFooter footer = archive.footer(segment);
        Rewritten rewritten = new SegmentRewrite(files, spec).run(footer, frames(footer, wanted), () -> edit(wanted));
        return rewritten.deletedLines() + rewritten.changedLines();
    }

    private IntPredicate frames(SegmentFooter footer, Wanted wanted) throws IOException {
        try {
            return archive.mayHold(
                    footer,
                    new FrameChoice(
                            spec.eventTimeDefinition(),
                            TimeRange.ALL.fromMicros(),
                            TimeRange.ALL.toMicros(),
                            wanted.values()));
        } catch (CorruptLakeException e) {
            LOG.warn("Reading all of a segment whose index cannot be used: {}", e.getMessage());
            return frame -> true;
        }
    }

    private LineEdit edit(Wanted wanted) {
        LineReader reader = LineReader.of(spec.withFilter("true"), List.of(), wanted.deletions());
        return (buffer, offset, length) -> {
            if (reader.read(buffer, offset, length) == Verdict.DELETED) {
                return Optional.of(new byte[0]);
            }
            int from = reader.offset();
            int to = from + reader.length();
            return Arrays.equals(reader.buffer(), from, to, buffer, offset, offset + length)
                    ? Optional.empty()
                    : Optional.of(Arrays.copyOfRange(reader.buffer(), from, to));
        };
    }
}

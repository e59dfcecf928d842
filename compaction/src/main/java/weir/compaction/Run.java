package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.coverage.EarlierNotice;
import weir.lake.coverage.PlanHour;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.Asked;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.history.ManifestLog;
import weir.lake.parallel.Concurrent;
import weir.lake.quarantine.Quarantine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.report.JobFailure;

/** One attempt at one plan. Every step can be done again: a run that was cut short is finished by the next one. */
final class Run {

    /** Gives what was found in the microbatches of a plan, as far as they are there. */
    @FunctionalInterface
    interface Source {
        List<Judged> get() throws IOException;
    }

    private final LakeFiles files;
    private final SparkSession spark;
    private final StreamSpec spec;
    private final Plan plan;
    private final StreamTable table;
    private final PlanCommits commits;
    private final RawZone raw;
    private final Archive archive;
    private final Source judged;
    private final RowFiles rows;
    private final boolean begunBefore;
    private final Clock clock;

    /**
     * @param judged what was found in the plan's microbatches; asked for if they are to be committed
     * @param rows has taken their kept lines when it was found
     * @param begunBefore whether an earlier attempt may have done some of the steps: if not, the tables are not asked
     */
    Run(
            LakeFiles files,
            SparkSession spark,
            StreamSpec spec,
            Plan plan,
            Source judged,
            RowFiles rows,
            boolean begunBefore,
            Clock clock) {
        this.judged = judged;
        this.rows = rows;
        this.begunBefore = begunBefore;
        this.clock = clock;
        this.files = files;
        this.spark = spark;
        this.spec = spec;
        this.plan = plan;
        this.table = new StreamTable(spark, files.uri(Tables.ofStream(spec.name())), spec);
        this.commits = new PlanCommits(spark, files.uri(Tables.ofStream(spec.name())));
        this.raw = new RawZone(files, spec.name());
        this.archive = new Archive(files, spec.name());
    }

    /**
     * Executes the plan: quarantine, one Delta commit, what its messages delete, coverage, archive, removal of the raw
     * directories. What an earlier attempt has done is not done again.
     *
     * @throws CommitUnknownException if the commit failed and the log could not be read
     * @throws CorruptLakeException if lines of the plan are missing, or an archived line is not what its manifest says
     */
    Result execute() throws IOException {
        spark.sparkContext().setJobGroup(plan.name(), "compaction, " + plan.name(), false);
        Tables.removeUnborn(files, Tables.ofStream(spec.name()));
        table.createIfAbsent();
        if (!(begunBefore && isCommitted())) {
            List<Judged> lines = judged.get();
            CommitInfo info = CommitInfo.of(plan, Filter.of(spec.filter(), spec.schema()), lines);
            requireEveryLine(info);
            quarantine(lines);
            keepDeletions(lines);
            commit(lines, info);
        }
        PlanCommits.Commit commit = commits.of(plan);
        files.settle(Tables.logOf(Tables.ofStream(spec.name())));
        new TableDeletion(files, spark, spec, clock).run(plan, commits.added(commit));
        // coverage waits for Spark most of its time, archiving computes
        List<String> segments = Concurrent.beside(() -> cover(commit), this::archive);
        Verdicts verdicts = commit.info().total();
        Result result = new Result(
                plan,
                commit.version(),
                commit.rows(),
                verdicts.kept() - commit.rows(),
                verdicts.dropped(),
                verdicts.malformed(),
                verdicts.control(),
                segments);
        raw.remove(plan.microbatches());
        // ingest may just be about to write into the folder of today, or of yesterday around midnight
        raw.removeEmptyDays(plan.last().date().minusDays(1));
        return result;
    }

    /** A plan whose lines went away after it was made must not be committed: its result could never add up. */
    private void requireEveryLine(CommitInfo info) throws CorruptLakeException {
        long found = info.total().lines();
        if (found != plan.lines()) {
            throw new CorruptLakeException("Cannot run " + plan.name() + ": its microbatches from "
                    + plan.first().name() + " to " + plan.last().name() + " had " + plan.lines()
                    + " lines when it was made, and have " + found
                    + " now. Nothing was committed or removed. Restore what is missing.");
        }
    }

    private boolean isCommitted() {
        OptionalLong last = table.lastPlan();
        return last.isPresent() && last.getAsLong() >= plan.number();
    }

    private void commit(List<Judged> lines, CommitInfo info) throws IOException {
        try {
            KeptLines kept = new KeptLines(spark, files, spec, plan.bytes());
            Duplicates duplicates = Duplicates.find(lines, table, kept::of);
            long fresh = info.total().kept() - duplicates.count();
            if (rows.handOver(
                    duplicates,
                    (files, mixed) ->
                            table.append(plan, files, table.rows(mixed).map(duplicates::without), fresh, info))) {
                return;
            }
            long days = lines.stream()
                    .flatMap(one -> one.days().stream())
                    .distinct()
                    .count();
            table.append(plan, duplicates.without(kept.of(plan.microbatches())), days, info);
        } catch (Exception failure) { // Scala throws checked ones, such as IOException, without declaring them
            boolean committed;
            try {
                committed = isCommitted();
            } catch (Exception unreadable) {
                failure.addSuppressed(unreadable);
                throw new CommitUnknownException(
                        "Cannot say whether " + plan.name() + " is in " + table
                                + ": the commit failed and the table's log cannot be read. Nothing was removed."
                                + " Look at the log, then start the compaction again: it asks the log first.",
                        failure);
            }
            if (!committed) {
                throw new IOException(
                        "Cannot commit " + plan.name() + " to " + table + ": " + JobFailure.reason(failure), failure);
            }
        }
    }

    /** Keeps what the plan's messages delete; an empty list says that it has lines that earlier ones deleted. */
    private void keepDeletions(List<Judged> lines) throws IOException {
        List<Deletion> deletions =
                lines.stream().flatMap(one -> one.deletions().stream()).toList();
        List<Asked> earlier = lines.stream()
                .flatMap(one -> one.takenBack().stream())
                .filter(asked -> asked.plan() < plan.number())
                .distinct()
                .sorted(Comparator.comparingLong(Asked::plan).thenComparingInt(Asked::deletion))
                .toList();
        if (!deletions.isEmpty() || !earlier.isEmpty()) {
            new DeletionFiles(files, spec.name()).write(plan.number(), deletions, earlier, clock.instant());
        }
    }

    /** Keeps the plan's coverage, before its raw directories can go. */
    private Void cover(PlanCommits.Commit commit) throws IOException {
        String path = Tables.ofCoverage(spec.name());
        Tables.removeUnborn(files, path);
        CoverageTable coverage = new CoverageTable(spark, files, spec.name());
        if (begunBefore && coverage.has(plan)) {
            files.settle(Tables.logOf(path));
            return null;
        }
        Set<Microbatch> consumed = Set.copyOf(plan.microbatches());
        ManifestLog log = new ManifestLog(files, spec.name());
        List<Manifest> manifests = log.all(segment -> segment.plan() == plan.number(), consumed::contains);
        SortedMap<Instant, PlanHour> captured = PlanHour.of(manifests, EarlierNotice.before(log, manifests));
        coverage.append(plan, CoverageRow.of(plan, captured, commit.info(), commits.rowsByHour(commit)));
        return null;
    }

    /** Puts the plan's malformed lines, and only those, where an earlier attempt may have left others. */
    private void quarantine(List<Judged> lines) throws IOException {
        Quarantine quarantine = new Quarantine(files, spec.name());
        for (LocalDate day : days().keySet()) {
            List<Judged> ofDay = lines.stream()
                    .filter(one -> one.microbatch().date().equals(day))
                    .toList();
            try (MalformedLines malformed = new MalformedLines(files, spec, ofDay)) {
                quarantine.write(plan.number(), day, malformed);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** Moves the plan's lines into one segment a day; a segment that is there is whole. @return their paths */
    private List<String> archive() throws IOException {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<LocalDate, List<Microbatch>> day : days().entrySet()) {
            List<Microbatch> microbatches = day.getValue();
            Segment segment = new Segment(
                    spec.name(),
                    day.getKey(),
                    microbatches.get(0).timeMillis(),
                    microbatches.get(microbatches.size() - 1).timeMillis(),
                    plan.number());
            if (archive.has(segment)) {
                archive.settle(segment);
            } else {
                write(segment, microbatches);
            }
            paths.add(segment.path());
        }
        return paths;
    }

    private Map<LocalDate, List<Microbatch>> days() {
        return plan.microbatches().stream()
                .collect(Collectors.groupingBy(Microbatch::date, TreeMap::new, Collectors.toList()));
    }

    private void write(Segment segment, List<Microbatch> microbatches) throws IOException {
        try (SegmentWriter writer = new SegmentWriter(files, segment, spec)) {
            for (Microbatch microbatch : microbatches) {
                Manifest manifest = raw.manifest(microbatch);
                writer.append(manifest);
            }
            writer.finish();
        }
    }
}

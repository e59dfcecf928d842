package weir.compaction;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.coverage.EarlierNotice;
import weir.lake.coverage.PlanHour;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.Malformed;
import weir.lake.filter.Verdict;
import weir.lake.history.ManifestLog;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.lake.source.LineColumn;
import weir.lake.source.SourceOptions;

/** One attempt at one plan. Every step can be done again: a run that was cut short is finished by the next one. */
final class Run {

    private final LakeFiles files;
    private final SparkSession spark;
    private final StreamSpec spec;
    private final Plan plan;
    private final StreamTable table;
    private final RawZone raw;
    private final Archive archive;

    Run(LakeFiles files, SparkSession spark, StreamSpec spec, Plan plan) {
        this.files = files;
        this.spark = spark;
        this.spec = spec;
        this.plan = plan;
        this.table = new StreamTable(spark, files.uri(Tables.ofStream(spec.name())), spec);
        this.raw = new RawZone(files, spec.name());
        this.archive = new Archive(files, spec.name());
    }

    /**
     * Executes the plan: quarantine, one Delta commit, coverage, archive, removal of the raw directories. What an earlier
     * attempt has done is not done again.
     *
     * @throws CommitUnknownException if the commit failed and the log could not be read
     * @throws CorruptLakeException if lines of the plan are missing, or an archived line is not what its manifest says
     */
    Result execute() throws IOException {
        spark.sparkContext().setJobGroup(plan.name(), "compaction, " + plan.name(), false);
        Tables.removeUnborn(files, Tables.ofStream(spec.name()));
        table.createIfAbsent();
        if (!isCommitted()) {
            Dataset<Row> lines = lines();
            CommitInfo info = CommitInfo.count(plan, Filter.of(spec.filter(), spec.schema()), lines);
            requireEveryLine(info);
            quarantine(lines, info);
            commit(lines, info);
        }
        StreamTable.Commit commit = table.commit(plan);
        files.settle(Tables.logOf(Tables.ofStream(spec.name())));
        cover(commit);
        Verdicts verdicts = commit.info().total();
        Result result = new Result(
                plan,
                commit.version(),
                commit.rows(),
                verdicts.kept() - commit.rows(),
                verdicts.dropped(),
                verdicts.malformed(),
                verdicts.control(),
                archive());
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

    private Dataset<Row> lines() {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(files.uri(""), spec)
                        .of(plan.microbatches())
                        .toMap())
                .load();
    }

    private static Dataset<Row> of(Verdict verdict, Dataset<Row> lines) {
        return lines.where(functions
                .col(LineColumn.VERDICT.column())
                .equalTo(verdict.name().toLowerCase(Locale.ROOT)));
    }

    private boolean isCommitted() {
        OptionalLong last = table.lastPlan();
        return last.isPresent() && last.getAsLong() >= plan.number();
    }

    private void commit(Dataset<Row> lines, CommitInfo info) throws IOException {
        try {
            table.append(plan, of(Verdict.KEPT, lines), info);
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
                        "Cannot commit " + plan.name() + " to " + table + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** Keeps the plan's coverage, before its raw directories can go. */
    private void cover(StreamTable.Commit commit) throws IOException {
        String path = Tables.ofCoverage(spec.name());
        Tables.removeUnborn(files, path);
        CoverageTable coverage = new CoverageTable(spark, files, spec.name());
        if (coverage.has(plan)) {
            files.settle(Tables.logOf(path));
            return;
        }
        Set<Microbatch> consumed = Set.copyOf(plan.microbatches());
        ManifestLog log = new ManifestLog(files, spec.name());
        List<Manifest> manifests = log.all(segment -> segment.plan() == plan.number(), consumed::contains);
        SortedMap<Instant, PlanHour> captured = PlanHour.of(manifests, EarlierNotice.before(log, manifests));
        coverage.append(plan, CoverageRow.of(plan, captured, commit.info(), table.rowsByHour(commit)));
    }

    /** Puts the plan's malformed lines, and only those, where an earlier attempt may have left others. */
    private void quarantine(Dataset<Row> lines, CommitInfo info) throws IOException {
        Quarantine quarantine = new Quarantine(files, spec.name());
        for (Map.Entry<LocalDate, List<Microbatch>> day : days().entrySet()) {
            Iterator<Row> rows = info.total().malformed() == 0
                    ? Collections.emptyIterator()
                    : malformed(lines, day.getValue()).toLocalIterator();
            quarantine.write(
                    plan.number(),
                    day.getKey(),
                    stream(rows).map(this::quarantined).iterator());
        }
    }

    private static Dataset<Row> malformed(Dataset<Row> lines, List<Microbatch> ofDay) {
        Column millis = functions.col(LineColumn.BATCH_MILLIS.column());
        return of(Verdict.MALFORMED, lines)
                .where(millis.between(
                        ofDay.get(0).timeMillis(), ofDay.get(ofDay.size() - 1).timeMillis()))
                .select(
                        LineColumn.REASON.column(),
                        LineColumn.DETAIL.column(),
                        LineColumn.BATCH_MILLIS.column(),
                        LineColumn.LINE.column(),
                        LineColumn.RAW.column())
                .orderBy(LineColumn.BATCH_MILLIS.column(), LineColumn.LINE.column());
    }

    private static Stream<Row> stream(Iterator<Row> rows) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
    }

    private QuarantinedLine quarantined(Row row) {
        return new QuarantinedLine(
                new Malformed(row.getString(0), row.getString(1)),
                new Microbatch(spec.name(), row.getLong(2)),
                row.getLong(3),
                (byte[]) row.get(4));
    }

    /** Moves the plan's lines into one segment a day; a segment that is there is whole. @return their paths */
    private List<String> archive() throws IOException {
        List<Segment> present = archive.segments();
        List<String> paths = new ArrayList<>();
        for (Map.Entry<LocalDate, List<Microbatch>> day : days().entrySet()) {
            List<Microbatch> microbatches = day.getValue();
            Segment segment = new Segment(
                    spec.name(),
                    day.getKey(),
                    microbatches.get(0).timeMillis(),
                    microbatches.get(microbatches.size() - 1).timeMillis(),
                    plan.number());
            if (present.contains(segment)) {
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

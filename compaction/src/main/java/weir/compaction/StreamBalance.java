package weir.compaction;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

import weir.lake.Tables;
import weir.lake.command.Progress;
import weir.lake.coverage.Balance;
import weir.lake.coverage.CompactedHour;
import weir.lake.coverage.CoverageLog;
import weir.lake.coverage.Finding;
import weir.lake.coverage.Holdings;
import weir.lake.coverage.Hours;
import weir.lake.files.LakeFiles;
import weir.lake.history.PromotionMark;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;

/**
 * Counts the messages of one stream anew at every place where they can be, and weighs the counts against each other. Only
 * reads; a compaction may run meanwhile, and what it has not finished counts as waiting.
 */
public final class StreamBalance {

    private static final String MILLIS = "_millis";

    private final LakeFiles files;
    private final LakeFiles marks;
    private final Supplier<SparkSession> session;
    private final String stream;
    private final Clock clock;

    /**
     * The balance of a stream in a lake.
     *
     * @param marks where the alive marks are: the lake, unless the spools lie elsewhere
     * @param session a session with Delta; asked only if the stream has been compacted, and not closed here
     * @param clock says until when a source that is not heard has been silent
     */
    public StreamBalance(LakeFiles files, LakeFiles marks, Supplier<SparkSession> session, String stream, Clock clock) {
        this.files = files;
        this.marks = marks;
        this.session = session;
        this.stream = stream;
        this.clock = clock;
    }

    /**
     * Weighs a range.
     *
     * @param asked by batch time; widened to whole hours
     * @param progress counts the manifests while they are read
     * @throws weir.lake.files.CorruptLakeException if a file that has to be read cannot be trusted
     */
    public Balance of(TimeRange asked, Supplier<Progress> progress) throws IOException {
        TimeRange range = Hours.whole(asked);
        Optional<String> promoting = new PromotionMark(files, stream).problem();
        // the order makes it right while a compaction runs: plans, then what they left, then the manifests
        Optional<Plan> unfinished = new PlanStore(files, stream).unfinished();
        long lastPlan = unfinished.isPresent() ? unfinished.get().number() - 1 : lastPlan();
        Optional<Dataset<Row>> table = table(range);
        DeletedRows deleted = DeletedRows.of(files, stream);
        SortedMap<Instant, CompactedHour> compacted = compacted(range, lastPlan);
        SortedMap<Microbatch, QuarantineCounts> quarantined = quarantined(range);
        CoverageLog.Captured captured;
        try (Progress shown = progress.get()) {
            captured = new CoverageLog(files, marks, stream, clock).read(range, lastPlan, shown::advance);
        }

        List<Finding> findings = new ArrayList<>(captured.findings());
        promoting.ifPresent(problem -> findings.add(new Finding(Hours.of(clock.instant()), problem)));
        unfinished.ifPresent(plan -> findings.addAll(lost(plan, range, captured.waiting())));
        SortedMap<Instant, Long> rows = table.isEmpty()
                ? new TreeMap<>()
                : rowsByHour(deleted.without(table.get()), captured.waiting(), findings);
        SortedMap<Instant, Long> aside = new TreeMap<>();
        quarantined.forEach((microbatch, lines) -> {
            if (!captured.waiting().contains(microbatch)) {
                aside.merge(Hours.of(microbatch), lines.total(), Long::sum);
            }
        });
        SortedMap<Instant, Long> gone = new TreeMap<>();
        deleted.count().forEach((name, count) -> Microbatch.named(name)
                .filter(microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .filter(microbatch -> !captured.waiting().contains(microbatch))
                .ifPresent(microbatch -> gone.merge(Hours.of(microbatch), count, Long::sum)));
        return Balance.of(stream, captured.coverage(), new Holdings(compacted, rows, gone, aside), findings);
    }

    /** The number of the last plan that is finished, also if the plans were deleted after it. */
    private long lastPlan() throws IOException {
        PlanStore plans = new PlanStore(files, stream);
        if (plans.newest() > 0 || !hasTable(Tables.ofStream(stream))) {
            return plans.newestFinished();
        }
        return PlanTransactions.last(session.get(), files.uri(Tables.ofStream(stream)), stream)
                .orElse(0);
    }

    private boolean hasTable(String path) throws IOException {
        return files.exists(path + "/_delta_log");
    }

    /** The rows of the table as it is now, with the time of their microbatch. */
    private Optional<Dataset<Row>> table(TimeRange range) throws IOException {
        if (!hasTable(Tables.ofStream(stream))) {
            return Optional.empty();
        }
        String uri = files.uri(Tables.ofStream(stream));
        long version = DeltaLog.forTable(session.get(), uri)
                .update(false, Option.empty(), Option.empty())
                .version();
        String name = LineColumn.MICROBATCH.column();
        return Optional.of(session.get()
                .read()
                .format("delta")
                .option("versionAsOf", version)
                .load(uri)
                .selectExpr(
                        name,
                        LineColumn.LINE.column(),
                        "TRY_CAST(substring_index(" + name + ", '-', -1) AS BIGINT) AS " + MILLIS)
                .where(MILLIS + " IS NULL OR (" + MILLIS + " >= " + range.from().toEpochMilli() + " AND " + MILLIS
                        + " < " + range.to().toEpochMilli() + ")"));
    }

    private SortedMap<Instant, CompactedHour> compacted(TimeRange range, long lastPlan) throws IOException {
        return hasTable(Tables.ofCoverage(stream))
                ? new CoverageTable(session.get(), files, stream).read(range, lastPlan)
                : new TreeMap<>();
    }

    private SortedMap<Microbatch, QuarantineCounts> quarantined(TimeRange range) throws IOException {
        return new Quarantine(files, stream).counts(microbatch -> range.meets(microbatch.time(), microbatch.time()));
    }

    private SortedMap<Instant, Long> rowsByHour(Dataset<Row> rows, Set<Microbatch> waiting, List<Finding> findings) {
        SortedMap<Instant, Long> hours = new TreeMap<>();
        Iterator<Row> counts =
                rows.groupBy(LineColumn.MICROBATCH.column()).count().toLocalIterator();
        while (counts.hasNext()) {
            Row row = counts.next();
            Optional<Microbatch> origin = Microbatch.named(row.getString(0));
            if (origin.isEmpty()) {
                findings.add(new Finding(
                        Instant.EPOCH,
                        "%,d rows of %s have _microbatch %s, which is none: who wrote them?"
                                .formatted(row.getLong(1), Tables.ofStream(stream), row.getString(0))));
            } else if (!waiting.contains(origin.get())) {
                hours.merge(Hours.of(origin.get()), row.getLong(1), Long::sum);
            }
        }
        return hours;
    }

    /** The microbatches of an unfinished plan that are neither in the raw zone nor in the archive. */
    private static List<Finding> lost(Plan plan, TimeRange range, Set<Microbatch> present) {
        return plan.microbatches().stream()
                .filter(microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .filter(microbatch -> !present.contains(microbatch))
                .map(microbatch -> new Finding(
                        Hours.of(microbatch),
                        plan.name() + " is to consume " + microbatch.name() + ", which is neither at "
                                + microbatch.folder() + " nor in the archive"))
                .toList();
    }
}

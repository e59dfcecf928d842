package weir.compaction;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;
import weir.lake.coverage.Hours;
import weir.lake.deletion.DeletionFiles;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.history.ManifestLog;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.source.KeyOrder;
import weir.lake.source.LineColumn;
import weir.lake.source.SourceOptions;

/**
 * What some finished plans have consumed, judged anew: which lines become rows of the stream's table, and what the others are.
 * Reads every line once to judge it, then the kept ones. For one thread; holds on disk what it has found until it is closed.
 */
final class ConsumedLines implements AutoCloseable {

    private static final String KIND = "_kind";
    private static final String PLAN = "_plan";
    private static final String HOUR = "_hour";
    private static final String RANK = "_rank";
    private static final String KNOWN = "_known";

    /** What a line is; the names are those of verdicts, and some more. */
    private static final String KEPT = "kept";

    private static final String DROPPED = "dropped";
    private static final String MALFORMED = "malformed";
    private static final String CONTROL = "control";
    private static final String DELETED = "deleted";
    private static final String BLANK = "blank";
    private static final String TAKEN = "taken";
    private static final String STILL = "still";
    private static final String DECIDED = "decided";

    private final SparkSession spark;
    private final LakeFiles files;
    private final StreamSpec spec;
    private final List<Plan> plans;
    private final SettledLines settled;
    private final Dataset<Row> judged;
    private final RowPositions duplicates = new RowPositions();
    private final Map<Long, SortedMap<Instant, Long>> duplicatesByHour = new HashMap<>();

    /**
     * Judges the lines.
     *
     * @param plans finished ones that follow each other, ascending
     * @param settled what is settled about their lines
     * @param before the rows that the plans before them have
     */
    ConsumedLines(
            SparkSession spark,
            LakeFiles files,
            StreamSpec spec,
            List<Plan> plans,
            SettledLines settled,
            Dataset<Row> before)
            throws IOException {
        this.spark = spark;
        this.files = files;
        this.spec = spec;
        this.plans = List.copyOf(plans);
        this.settled = settled;
        this.judged = judge().persist(StorageLevel.MEMORY_AND_DISK());
        try {
            findDuplicates(before);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The number of the last of the plans. */
    long last() {
        return plans.get(plans.size() - 1).number();
    }

    private SourceOptions consumed() {
        List<Microbatch> microbatches =
                plans.stream().flatMap(plan -> plan.microbatches().stream()).toList();
        // through the last plan of all: what it deletes is no row of an earlier one either
        return SourceOptions.of(files.uri(""), spec)
                .consumedThrough(settled.plan())
                .of(microbatches);
    }

    private Dataset<Row> read(SourceOptions options) {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(options.toMap())
                .load();
    }

    private Dataset<Row> judge() {
        PlanOrder order = PlanOrder.of(plans);
        UDF1<Long, Long> planOf = order::planOf;
        Column verdict = functions.col(LineColumn.VERDICT.column());
        Column blank = verdict.equalTo(CONTROL)
                .and(functions.col(LineColumn.REASON.column()).equalTo(LineReader.KEEP_ALIVE));
        Column kind = functions.when(blank, BLANK).otherwise(verdict);
        if (!settled.still().isEmpty()) {
            kind = functions
                    .when(kind.equalTo(DROPPED).and(settled.still().contain(spark)), STILL)
                    .otherwise(kind);
        }
        if (!settled.decided().isEmpty()) {
            kind = functions.when(settled.decided().contain(spark), DECIDED).otherwise(kind);
        }
        if (!settled.taken().isEmpty()) {
            kind = functions.when(settled.taken().contain(spark), TAKEN).otherwise(kind);
        }
        Column millis = functions.col(LineColumn.BATCH_MILLIS.column());
        Stream<Column> said = Stream.of(
                kind.as(KIND),
                functions.udf(planOf, DataTypes.LongType).apply(millis).as(PLAN),
                functions.floor(millis.divide(TimeUnit.HOURS.toMillis(1))).as(HOUR),
                millis,
                functions.col(LineColumn.LINE.column()));
        Stream<Column> key = spec.key().stream().map(name -> functions.col("`" + name + "`"));
        return read(consumed()).select(Stream.concat(said, key).toArray(Column[]::new));
    }

    private void findDuplicates(Dataset<Row> before) {
        String[] key = spec.key().toArray(String[]::new);
        Dataset<Row> known = before.select(Stream.of(key)
                        .map(name -> functions.col("`" + name + "`"))
                        .toArray(Column[]::new))
                .withColumn(KNOWN, functions.lit(true));
        Dataset<Row> kept = judged.where(functions.col(KIND).isin(KEPT, STILL));
        if (!settled.keys().isEmpty()) {
            addDuplicates(ofTakenRows(kept, true));
            kept = ofTakenRows(kept, false);
        }
        addDuplicates(kept.withColumn(RANK, functions.expr(KeyOrder.rankBy(spec, PLAN)))
                .join(known, JavaConverters.asScalaBuffer(List.of(key)).toSeq(), "left")
                .where(RANK + " > 1 OR " + KNOWN));
    }

    private Dataset<Row> ofTakenRows(Dataset<Row> kept, boolean have) {
        return settled.keys()
                .among(
                        kept,
                        KeyHash.column(spec),
                        PLAN,
                        LineColumn.BATCH_MILLIS.column(),
                        LineColumn.LINE.column(),
                        have);
    }

    private void addDuplicates(Dataset<Row> lines) {
        Iterator<Row> found = lines.select(LineColumn.BATCH_MILLIS.column(), LineColumn.LINE.column(), PLAN)
                .toLocalIterator();
        while (found.hasNext()) {
            Row row = found.next();
            Microbatch microbatch = new Microbatch(spec.name(), row.getLong(0));
            duplicates.add(microbatch.name(), row.getLong(1));
            duplicatesByHour
                    .computeIfAbsent(row.getLong(2), plan -> new TreeMap<>())
                    .merge(Hours.of(microbatch), 1L, Long::sum);
        }
    }

    /** The lines that become rows, as rows of {@code format("weir")}. Nothing is read yet. */
    Dataset<Row> records() {
        Dataset<Row> records = read(consumed().keptOnly());
        List<Microbatch> some = judged
                .where(functions.col(KIND).equalTo(STILL))
                .select(LineColumn.BATCH_MILLIS.column())
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> new Microbatch(spec.name(), row.getLong(0)))
                .toList();
        if (!some.isEmpty()) {
            Column dropped = functions.col(LineColumn.VERDICT.column()).equalTo(DROPPED);
            records = records.unionByName(
                    read(consumed().of(some)).where(dropped.and(settled.still().contain(spark))));
        }
        for (RowPositions none : List.of(duplicates, settled.decided(), settled.taken())) {
            if (!none.isEmpty()) {
                records = records.where(functions.not(none.contain(spark)));
            }
        }
        return records;
    }

    /** Rows of the table without what was cleared of them, as deletions leave them. */
    Dataset<Row> cleared(Dataset<Row> rows) {
        Dataset<Row> left = rows;
        for (Map.Entry<List<String>, RowPositions> some : settled.cleared().entrySet()) {
            left = PendingDeletions.cleared(
                    spec.schema(), left, some.getKey(), some.getValue().contain(spark));
        }
        return left;
    }

    /** How many lines are what, in one hour of one plan. */
    private record Count(long plan, Instant hour, String kind) implements Serializable {}

    /**
     * What the lines are.
     *
     * @throws CorruptLakeException if the archive has not exactly the lines of the plans
     */
    List<PlanRecount> recount() throws IOException {
        Map<Count, Long> counts = new HashMap<>();
        Map<Long, TreeSet<Microbatch>> malformed = new HashMap<>();
        for (Row row : judged.groupBy(PLAN, HOUR, KIND)
                .agg(
                        functions.count(functions.lit(1)),
                        functions.collect_set(functions.when(
                                functions.col(KIND).equalTo(MALFORMED),
                                functions.col(LineColumn.BATCH_MILLIS.column()))))
                .collectAsList()) {
            counts.put(new Count(row.getLong(0), hour(row.getLong(1)), row.getString(2)), row.getLong(3));
            TreeSet<Microbatch> some = malformed.computeIfAbsent(row.getLong(0), plan -> new TreeSet<>());
            row.<Long>getList(4).forEach(millis -> some.add(new Microbatch(spec.name(), millis)));
        }
        Map<Count, Long> keepAlives = keepAlives();
        List<PlanRecount> recounts = new ArrayList<>();
        for (Plan plan : plans) {
            SortedMap<Instant, PlanRecount.Hour> hours = new TreeMap<>();
            plan.microbatches().stream()
                    .map(Hours::of)
                    .distinct()
                    .forEach(hour -> hours.put(hour, hour(plan.number(), hour, counts, keepAlives)));
            PlanRecount recount = new PlanRecount(
                    plan.number(), hours, List.copyOf(malformed.getOrDefault(plan.number(), new TreeSet<>())));
            requireEveryLine(plan, recount);
            recounts.add(recount);
        }
        return recounts;
    }

    private static Instant hour(long number) {
        return Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(number));
    }

    private PlanRecount.Hour hour(long plan, Instant hour, Map<Count, Long> counts, Map<Count, Long> keepAlives) {
        Map<String, Long> of = new HashMap<>();
        for (String kind : List.of(KEPT, DROPPED, MALFORMED, CONTROL, DELETED, BLANK, TAKEN, STILL, DECIDED)) {
            of.put(kind, counts.getOrDefault(new Count(plan, hour, kind), 0L));
        }
        // of a line that was deleted from the archive, too, nothing is left but its end
        long blank = of.get(BLANK);
        long emptied = blank - Math.min(blank, keepAlives.getOrDefault(new Count(plan, hour, BLANK), blank));
        long kept = of.get(KEPT) + of.get(STILL) + of.get(TAKEN);
        Verdicts verdicts = new Verdicts(
                kept,
                of.get(DROPPED) + of.get(DELETED) + emptied,
                of.get(MALFORMED) + of.get(DECIDED),
                of.get(CONTROL) + blank - emptied);
        long twice = duplicatesByHour.getOrDefault(plan, new TreeMap<>()).getOrDefault(hour, 0L);
        return new PlanRecount.Hour(verdicts, kept - twice);
    }

    /** How many lines were captured without anything in them; nothing if no line can have been emptied since. */
    private Map<Count, Long> keepAlives() throws IOException {
        Map<Count, Long> keepAlives = new HashMap<>();
        DeletionFiles deletions = new DeletionFiles(files, spec.name());
        if (deletions.plans(DeletionFiles.Kind.ASKED).isEmpty()) {
            return keepAlives;
        }
        List<CorruptLakeException> unreadable = new ArrayList<>();
        new ManifestLog(files, spec.name())
                .walk(
                        segment -> plans.get(0).number() <= segment.plan() && segment.plan() <= last(),
                        microbatch -> false,
                        new ManifestLog.Visitor() {
                            @Override
                            public void visit(Manifest manifest, OptionalLong plan) {
                                keepAlives.merge(
                                        new Count(plan.orElse(0), Hours.of(manifest.microbatch()), BLANK),
                                        manifest.counts().control().getOrDefault(LineReader.KEEP_ALIVE, 0L),
                                        Long::sum);
                            }

                            @Override
                            public void unreadable(Instant from, CorruptLakeException reason) {
                                unreadable.add(reason);
                            }
                        });
        if (!unreadable.isEmpty()) {
            throw unreadable.get(0);
        }
        return keepAlives;
    }

    private void requireEveryLine(Plan plan, PlanRecount recount) throws CorruptLakeException {
        long found = recount.total().verdicts().lines();
        if (found != plan.lines()) {
            throw new CorruptLakeException("Cannot rebuild the table of " + spec.name() + ": the archive has " + found
                    + " lines of " + plan.name() + ", which consumed " + plan.lines()
                    + ". Nothing was changed. bin/lake verify says what is missing; restore it.");
        }
    }

    @Override
    public void close() {
        judged.unpersist();
    }
}

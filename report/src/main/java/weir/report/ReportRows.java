package weir.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.StreamSpec;
import weir.lake.config.ConfigException;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.history.DeletionLog;
import weir.lake.history.ManifestLog;
import weir.lake.history.PlanRange;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.source.KeyOrder;
import weir.lake.source.SourceOptions;

/**
 * Computes the rows of a report's windows, always in the same way: the SQL over the records that the filter keeps among the
 * lines that finished plans have archived, each key once in a window. Whoever computes windows anew, whichever and how
 * many, gets the same rows as long as the plans are the same.
 */
final class ReportRows {

    private static final String KEPT = "kept";
    private static final String WINDOW = "_window";

    private final SparkSession spark;
    private final LakeFiles files;
    private final String report;

    /**
     * The rows of a report in a lake.
     *
     * @param spark a session with Delta; views are made in sessions of their own
     */
    ReportRows(SparkSession spark, LakeFiles files, String report) {
        this.spark = spark;
        this.files = files;
        this.report = report;
    }

    /**
     * The rows of some windows. Nothing is computed yet; a row whose time is no start of one of the windows fails the job.
     *
     * @param plans the number of the last plan to read of each stream
     * @throws ConfigException if the SQL cannot be resolved or has no such column for the time or the key
     */
    Dataset<Row> of(ReportDefinition definition, Windows windows, Map<String, Long> plans) {
        SparkSession own = spark.newSession();
        for (StreamSpec spec : definition.streams()) {
            String view = spec.equals(definition.kept()) ? KEPT : spec.name();
            kept(own, spec, definition, windows, plans.getOrDefault(spec.name(), 0L))
                    .createOrReplaceTempView(view);
        }
        Dataset<Row> result;
        try {
            result = own.sql(definition.sql());
        } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
            throw new ConfigException("reports." + report + ".sql: "
                    + e.getMessage().lines().findFirst().orElse("it cannot be used"));
        }
        requireColumns(definition, result);
        return result.withColumn(definition.time(), functions.expr(checkedTime(definition, windows)));
    }

    /** How many records of the first stream the rows of some windows are made of. */
    long records(ReportDefinition definition, Windows windows, Map<String, Long> plans) {
        StreamSpec spec = definition.kept();
        return kept(spark, spec, definition, windows, plans.getOrDefault(spec.name(), 0L))
                .count();
    }

    private Dataset<Row> kept(
            SparkSession own, StreamSpec spec, ReportDefinition definition, Windows windows, long lastPlan) {
        Dataset<Row> all = null;
        for (TimeRange range : windows.ranges()) {
            Dataset<Row> some = own.read()
                    .format(SourceOptions.FORMAT)
                    .options(SourceOptions.of(files.uri(""), spec)
                            .within(range)
                            .throughPlan(lastPlan)
                            .keptOnly()
                            .toMap())
                    .load();
            all = all == null ? some : all.union(some);
        }
        return all.where(functions.col("`" + spec.eventTime() + "`").isNotNull())
                .withColumn(WINDOW, functions.expr(windowOf(spec, definition)))
                .withColumn("_rank", functions.expr(KeyOrder.rankWithin(spec, WINDOW)))
                .where("_rank = 1")
                .drop("_rank", WINDOW);
    }

    /**
     * The windows of the records that some plans have brought, as far as the definition keeps them, and of those that they
     * took back.
     *
     * @param after the last plan of each stream that does not count
     * @param through the last plan of each stream that counts
     */
    Windows touched(ReportDefinition definition, Map<String, Long> after, Map<String, Long> through)
            throws IOException {
        Set<Long> starts = new TreeSet<>();
        for (StreamSpec spec : definition.streams()) {
            PlanRange plans = new PlanRange(after.getOrDefault(spec.name(), 0L), through.getOrDefault(spec.name(), 0L));
            List<Microbatch> microbatches = plans.isEmpty() ? List.of() : microbatches(spec, plans);
            if (!microbatches.isEmpty()) {
                starts.addAll(starts(spec, definition, microbatches));
                starts.addAll(deleted(spec, plans));
            }
        }
        return Windows.holding(starts, definition.grain());
    }

    /** The times of the records that messages of some plans took back, whether the table had them or not. */
    private List<Long> deleted(StreamSpec spec, PlanRange plans) throws IOException {
        Deletions deletions = new DeletionLog(files, spec).ofPlans(plans::contains);
        if (deletions.isEmpty()) {
            return List.of();
        }
        TakenRows taken = new TakenRows(deletions, spec.eventTime());
        int time = taken.at(spec.eventTime());
        Dataset<Row> rows = spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(files.uri(""), spec)
                        .throughPlan(plans.through())
                        .keptOnly()
                        .takenBackBy(plans)
                        .toMap())
                .load();
        return taken.among(rows, (row, effect) -> row.isNullAt(time) ? null : row.getLong(time))
                .distinct()
                .collect();
    }

    private List<Microbatch> microbatches(StreamSpec spec, PlanRange plans) throws IOException {
        return new ManifestLog(files, spec.name())
                .all(segment -> plans.contains(segment.plan()), microbatch -> true).stream()
                        .filter(manifest -> manifest.lines() > 0)
                        .map(Manifest::microbatch)
                        .toList();
    }

    private List<Long> starts(StreamSpec spec, ReportDefinition definition, List<Microbatch> microbatches) {
        return spark
                .read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(files.uri(""), spec)
                        .of(microbatches)
                        .keptOnly()
                        .toMap())
                .load()
                .where(functions.col("`" + spec.eventTime() + "`").isNotNull())
                .select(functions.expr(windowOf(spec, definition)).as(WINDOW))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    /** The first microsecond of the window of a record. */
    private static String windowOf(StreamSpec spec, ReportDefinition definition) {
        String micros = "unix_micros(`" + spec.eventTime() + "`)";
        return micros + " - pmod(" + micros + ", " + micros(definition) + ")";
    }

    private static String micros(ReportDefinition definition) {
        return definition.grain().toNanos() / 1_000 + "L";
    }

    private String checkedTime(ReportDefinition definition, Windows windows) {
        String time = "`" + definition.time() + "`";
        String sql = "reports." + report + ".sql: a row has " + definition.time() + " = ";
        String range = windows.isAll() ? "" : " of the range " + windows;
        String wrong = ", which is no start of an interval of " + definition.grain() + range
                + "; the time must be the start of the interval that the row's records lie in";
        return "CASE WHEN " + time + " IS NOT NULL AND pmod(unix_micros(" + time + "), " + micros(definition)
                + ") = 0 AND " + windows.contain(definition.time()) + " THEN " + time + " ELSE CAST(raise_error(concat("
                + text(sql) + ", coalesce(date_format(" + time + ", \"yyyy-MM-dd'T'HH:mm:ssXXX\"), 'null'), "
                + text(wrong) + ")) AS TIMESTAMP) END";
    }

    private static String text(String literal) {
        return "'" + literal.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void requireColumns(ReportDefinition definition, Dataset<Row> result) {
        boolean timed = Arrays.stream(result.schema().fields())
                .anyMatch(field -> field.name().equals(definition.time())
                        && field.dataType().equals(DataTypes.TimestampType));
        if (!timed) {
            throw new ConfigException(
                    "reports." + report + ".time: the result of the report's SQL has no timestamp column \""
                            + definition.time() + "\"; it has "
                            + result.schema().simpleString());
        }
        Set<String> names = Set.of(result.columns());
        String missing =
                definition.key().stream().filter(name -> !names.contains(name)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ConfigException("reports." + report + ".key: the result of the report's SQL has no column "
                    + missing + "; it has " + result.schema().simpleString());
        }
    }

    /** What a row said that is none of the windows that it was computed for, if that made a job fail. */
    static RuntimeException explained(String report, Exception failure) {
        String mark = "reports." + report + ".sql: a row has ";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            int begin = message.indexOf(mark);
            if (begin >= 0) {
                return new ConfigException(
                        message.substring(begin).lines().findFirst().orElseThrow());
            }
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(
                        "Cannot compute report " + report + ": " + JobFailure.reason(failure), failure);
    }
}

package weir.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.config.ConfigException;
import weir.lake.config.ReportConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.TimeRange;
import weir.lake.source.KeyOrder;
import weir.lake.source.SourceOptions;

/**
 * Rebuilds a report for a time range from raw and archived lines: the report's SQL over the records that its filter
 * keeps, each key once, replaces exactly that range of the report's table in one commit.
 */
public final class ReportRebuild {

    private static final String KEPT = "kept";

    private final SparkSession spark;
    private final LakeFiles files;
    private final ReportConfig report;

    /**
     * @param spark a session with Delta
     * @param report what to rebuild
     */
    public ReportRebuild(SparkSession spark, LakeFiles files, ReportConfig report) {
        this.spark = spark;
        this.files = files;
        this.report = report;
    }

    /**
     * What was rebuilt.
     *
     * @param rows the rows of the range, ordered by the report's time
     * @param records the records that the filter kept in the range, each key once
     */
    public record Rebuilt(List<Row> rows, long records) {

        public Rebuilt {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Rebuilds a range.
     *
     * @param spec the report's stream with the filter to use
     * @param range by event time; records without one belong to no range; its ends lie on the report's grain
     * @throws ConfigException if the range is not on the grain or the SQL does not give what the configuration says
     * @throws IOException if another process rebuilds this report
     */
    public Rebuilt run(StreamSpec spec, TimeRange range) throws IOException {
        requireOnGrain(range);
        try (LakeLock lock = LakeLock.take(files, "report-" + report.name())) {
            Dataset<Row> kept = kept(spec, range).cache();
            try {
                kept.createOrReplaceTempView(KEPT);
                Dataset<Row> result = result();
                List<Row> rows = rowsWithin(result, range);
                write(spark.createDataFrame(rows, result.schema()), spec, range);
                return new Rebuilt(rows, kept.count());
            } finally {
                kept.unpersist();
            }
        }
    }

    private Dataset<Row> kept(StreamSpec spec, TimeRange range) {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(files.uri(""), spec)
                        .within(range)
                        .keptOnly()
                        .toMap())
                .load()
                .where(functions.col(spec.eventTime()).isNotNull())
                .withColumn("_rank", functions.expr(KeyOrder.rank(spec)))
                .where("_rank = 1")
                .drop("_rank");
    }

    private Dataset<Row> result() {
        Dataset<Row> result;
        try {
            result = spark.sql(report.sql());
        } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
            throw new ConfigException("reports." + report.name() + ".sql: "
                    + e.getMessage().lines().findFirst().orElse("it cannot be used"));
        }
        boolean timed = Arrays.stream(result.schema().fields())
                .anyMatch(field ->
                        field.name().equals(report.time()) && field.dataType().equals(DataTypes.TimestampType));
        if (!timed) {
            throw new ConfigException(
                    "reports." + report.name() + ".time: the result of the report's SQL has no timestamp"
                            + " column \"" + report.time() + "\"; it has "
                            + result.schema().simpleString());
        }
        return result;
    }

    private List<Row> rowsWithin(Dataset<Row> result, TimeRange range) {
        List<Row> rows =
                result.orderBy(functions.col("`" + report.time() + "`")).collectAsList();
        int time = result.schema().fieldIndex(report.time());
        for (Row row : rows) {
            Instant start = row.isNullAt(time) ? null : row.getTimestamp(time).toInstant();
            if (start == null || start.isBefore(range.from()) || !start.isBefore(range.to())) {
                throw new ConfigException(
                        "reports." + report.name() + ".sql: a row has " + report.time() + " = " + start
                                + ", which is not in the range " + range
                                + "; the time must be the start of the interval that the row's records lie in");
            }
        }
        return rows;
    }

    private void write(Dataset<Row> rows, StreamSpec spec, TimeRange range) throws IOException {
        Tables.removeUnborn(files, Tables.ofReport(report.name()));
        String uri = files.uri(Tables.ofReport(report.name()));
        DeltaTableBuilder table = DeltaTable.createIfNotExists(spark)
                .location(uri)
                .addColumns(rows.schema().asNullable());
        Tables.PROPERTIES.forEach(table::property);
        table.execute();
        String column = "`" + report.time() + "`";
        rows.coalesce(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .option(
                        "replaceWhere",
                        column + " >= TIMESTAMP '" + range.from() + "' AND " + column + " < TIMESTAMP '" + range.to()
                                + "'")
                .option("userMetadata", ReportCommit.of(report, spec, range).json())
                .save(uri);
    }

    private void requireOnGrain(TimeRange range) {
        for (Instant end : List.of(range.from(), range.to())) {
            Duration since = Duration.between(Instant.EPOCH, end);
            Duration beyond = since.minus(report.grain()
                    .multipliedBy(
                            Math.floorDiv(since.toSeconds(), report.grain().toSeconds())));
            if (!beyond.isZero()) {
                Instant before = end.minus(beyond);
                throw new ConfigException("Cannot rebuild " + report.name() + " for a part of an interval: " + end
                        + " is not on its grain of " + report.grain() + "; take " + before + " or "
                        + before.plus(report.grain()));
            }
        }
    }
}

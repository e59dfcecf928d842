package weir.compaction;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

import weir.lake.Tables;
import weir.lake.coverage.CompactedHour;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/** The Delta table that keeps a stream's coverage: one row for each plan and hour, one commit for each plan. */
public final class CoverageTable {

    private static final StructType TYPE = StructType.fromDDL(
            """
            hour TIMESTAMP, plan BIGINT, microbatches BIGINT, received BIGINT, requeued BIGINT, written BIGINT,
            unparsable BIGINT, control BIGINT, malformed BIGINT, kept BIGINT, dropped BIGINT, rows BIGINT,
            duplicates BIGINT, withheld BIGINT,
            connections ARRAY<STRUCT<`from`: TIMESTAMP, until: TIMESTAMP, withheld: BIGINT>>,
            gaps ARRAY<STRUCT<cause: STRING, `from`: TIMESTAMP, until: TIMESTAMP, messages: BIGINT, detail: STRING>>
            """);

    private static final StructType RECOUNT = StructType.fromDDL(
            "hour TIMESTAMP, plan BIGINT, control BIGINT, malformed BIGINT, kept BIGINT, dropped BIGINT, rows BIGINT,"
                    + " duplicates BIGINT");
    private static final String METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    private final SparkSession spark;
    private final String uri;
    private final String stream;

    /** @param spark a session with Delta */
    public CoverageTable(SparkSession spark, LakeFiles files, String stream) {
        this.spark = spark;
        this.uri = files.uri(Tables.ofCoverage(stream));
        this.stream = stream;
    }

    /** The rows as of now; none if there is no table yet. */
    public Dataset<Row> rows() {
        return DeltaTable.isDeltaTable(spark, uri)
                ? spark.read().format("delta").load(uri)
                : spark.createDataFrame(List.of(), TYPE);
    }

    /** Whether the coverage of a plan is in the table. */
    boolean has(Plan plan) {
        OptionalLong last = PlanTransactions.last(spark, uri, stream);
        return last.isPresent() && last.getAsLong() >= plan.number();
    }

    /** Adds the coverage of a plan in one commit, which happens once even if it is asked for again. */
    void append(Plan plan, List<CoverageRow> rows) {
        if (!DeltaTable.isDeltaTable(spark, uri)) {
            DeltaTableBuilder table =
                    DeltaTable.createIfNotExists(spark).location(uri).addColumns(TYPE);
            Tables.PROPERTIES.forEach(table::property);
            table.execute();
        }
        spark.createDataFrame(rows.stream().map(CoverageRow::toRow).toList(), TYPE)
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("txnAppId", PlanTransactions.id(stream))
                .option("txnVersion", plan.number())
                .save(uri);
    }

    /**
     * Lets the table say what finished plans have found now that their lines were judged anew, in one commit; once more is the
     * same.
     *
     * @param info of the commit
     */
    void recount(List<PlanRecount> recounts, RebuildInfo info) {
        if (!DeltaTable.isDeltaTable(spark, uri)) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        for (PlanRecount recount : recounts) {
            recount.hours()
                    .forEach((hour, found) -> rows.add(RowFactory.create(
                            Timestamp.from(hour),
                            recount.plan(),
                            found.verdicts().control(),
                            found.verdicts().malformed(),
                            found.verdicts().kept(),
                            found.verdicts().dropped(),
                            found.rows(),
                            found.verdicts().kept() - found.rows())));
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : List.of("control", "malformed", "kept", "dropped", "rows", "duplicates")) {
            found.put(name, "n." + name);
        }
        DeltaMergeBuilder merge = DeltaTable.forPath(spark, uri)
                .as("c")
                .merge(spark.createDataFrame(rows, RECOUNT).as("n"), "c.plan = n.plan AND c.hour = n.hour")
                .whenMatched()
                .updateExpr(found);
        spark.conf().set(METADATA, info.json());
        try {
            merge.execute();
        } finally {
            spark.conf().unset(METADATA);
        }
    }

    /**
     * What the plans found, by hour.
     *
     * @param range whole hours
     * @param lastPlan the last plan to count
     */
    SortedMap<Instant, CompactedHour> read(TimeRange range, long lastPlan) {
        SortedMap<Instant, CompactedHour> hours = new TreeMap<>();
        List<Row> rows = rows().where("plan <= " + lastPlan)
                .selectExpr("unix_seconds(hour)", "microbatches", "kept", "dropped", "malformed", "control", "rows")
                .where("`unix_seconds(hour)` >= " + range.from().getEpochSecond() + " AND `unix_seconds(hour)` < "
                        + range.to().getEpochSecond())
                .collectAsList();
        for (Row row : rows) {
            hours.merge(
                    Instant.ofEpochSecond(row.getLong(0)),
                    new CompactedHour(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)),
                    CompactedHour::plus);
        }
        return hours;
    }
}

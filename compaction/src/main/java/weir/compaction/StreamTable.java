package weir.compaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.coverage.Hours;
import weir.lake.raw.Microbatch;
import weir.lake.source.KeyOrder;
import weir.lake.source.LineColumn;

/**
 * The Delta table of one stream. Its columns are those of the stream's schema, then {@code _rescued}, {@code
 * _microbatch}, {@code _line}, and the partition {@code dt}: the event's UTC date, or the microbatch's if the event has
 * no time.
 */
final class StreamTable {

    private static final String DT = "dt";

    /** So many days at most are written as they are read; rows of more are brought together by day first. */
    private static final int FEW_DAYS = 2;

    /** How far back a plan's commit is looked for before the whole history is read. */
    private static final int RECENT_COMMITS = 20;

    private final SparkSession spark;
    private final String uri;
    private final StreamSpec spec;

    StreamTable(SparkSession spark, String uri, StreamSpec spec) {
        this.spark = spark;
        this.uri = uri;
        this.spec = spec;
    }

    /** Creates the table if it is not there, with properties that leave it readable to every Delta reader. */
    void createIfAbsent() {
        DeltaTableBuilder table = DeltaTable.createIfNotExists(spark)
                .location(uri)
                .addColumns(type())
                .partitionedBy(DT);
        Tables.PROPERTIES.forEach(table::property);
        table.execute();
    }

    /** The number of the last plan whose commit is in the table; empty if there is none or no table. */
    OptionalLong lastPlan() {
        return PlanTransactions.last(spark, uri, spec.name());
    }

    /**
     * Appends records in one commit that carries a plan's number.
     *
     * @param records rows of {@code format("weir")} with keys that the table has not, each key once
     * @param days how many days of the table they belong to
     */
    void append(Plan plan, Dataset<Row> records, long days, CommitInfo info) {
        Dataset<Row> rows = records.select(outputColumns());
        Dataset<Row> byDay = days <= FEW_DAYS
                ? rows
                : rows.hint("rebalance", functions.col(DT).expr());
        byDay.write()
                .format("delta")
                .mode(SaveMode.Append)
                .option("txnAppId", PlanTransactions.id(spec.name()))
                .option("txnVersion", plan.number())
                .option("userMetadata", info.json())
                .option("mergeSchema", "true")
                .save(uri);
    }

    /**
     * The commit of a plan that is in the table.
     *
     * @throws CommitUnknownException if the log has none of exactly this plan
     */
    Commit commit(Plan plan) {
        return find(DeltaTable.forPath(spark, uri).history(RECENT_COMMITS), plan)
                .or(() -> find(DeltaTable.forPath(spark, uri).history(), plan))
                .orElseThrow(() -> new CommitUnknownException(
                        "Cannot find the commit of " + plan.name() + " in the log of " + uri + ", though the table says"
                                + " that it has this plan. Nothing was removed. Either the log was cut, or state/plans is"
                                + " not the one that belongs to this table."));
    }

    private static Optional<Commit> find(Dataset<Row> history, Plan plan) {
        return commits(history).stream()
                .filter(commit -> commit.info().isOf(plan))
                .findFirst();
    }

    private static List<Commit> commits(Dataset<Row> history) {
        return history
                .where(functions.col("userMetadata").isNotNull())
                .selectExpr("version", "userMetadata", "CAST(operationMetrics['numOutputRows'] AS BIGINT)")
                .collectAsList()
                .stream()
                .flatMap(row -> CommitInfo.parse(row.getString(1)).stream()
                        .map(info -> new Commit(row.getLong(0), row.getLong(2), info)))
                .toList();
    }

    /** The version of the table; empty if there is no table. */
    OptionalLong version() {
        long version = DeltaLog.forTable(spark, uri)
                .update(false, Option.empty(), Option.empty())
                .version();
        return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** The commits of plans that the table's log still has, the newest first. */
    List<Commit> commits() {
        return commits(DeltaTable.forPath(spark, uri).history());
    }

    /** The rows of a version. */
    Dataset<Row> rows(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(uri);
    }

    /**
     * A commit of the table.
     *
     * @param version the table's version that it made
     * @param rows the rows it added
     * @param info what it says of its plan
     */
    record Commit(long version, long rows, CommitInfo info) {}

    /** The rows that a commit added, by the hour of their microbatch; reads one column of the files that it added. */
    SortedMap<Instant, Long> rowsByHour(Commit commit) {
        SortedMap<Instant, Long> hours = new TreeMap<>();
        if (commit.rows() > 0) {
            count(filesOf(commit)).forEach((microbatch, rows) -> hours.merge(Hours.of(microbatch), rows, Long::sum));
        }
        return hours;
    }

    private Dataset<Row> filesOf(Commit commit) {
        DeltaLog log = DeltaLog.forTable(spark, uri);
        Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
        List<AddFile> added = new ArrayList<>();
        var actions = JavaConverters.asJavaIterator(log.getChanges(commit.version(), commit.version(), true));
        while (actions.hasNext()) {
            for (Action action : JavaConverters.seqAsJavaList(actions.next()._2())) {
                if (action instanceof AddFile file) {
                    added.add(file);
                }
            }
        }
        return log.createDataFrame(snapshot, JavaConverters.asScalaBuffer(added).toSeq(), false, Option.empty());
    }

    private static Map<Microbatch, Long> count(Dataset<Row> rows) {
        Map<Microbatch, Long> counts = new HashMap<>();
        for (Row row : rows.groupBy(LineColumn.MICROBATCH.column()).count().collectAsList()) {
            Microbatch.named(row.getString(0)).ifPresent(microbatch -> counts.put(microbatch, row.getLong(1)));
        }
        return counts;
    }

    /** No value of the first key column. */
    KeyRange keyRange() {
        return new KeyRange(spec.schema().sparkType().apply(spec.key().get(0)).dataType());
    }

    /**
     * Which of some keys the table may have; reads the key columns only, and only of files that may hold one of them.
     *
     * @param hashes of keys, sorted
     * @param range of their first columns, not empty
     * @return hashes that a key of the table has too
     */
    long[] known(long[] hashes, KeyRange range) {
        return keys(range)
                .select(KeyHash.column(spec).as("hash"))
                .where(isIn(hashes, functions.col("hash")))
                .as(Encoders.LONG())
                .collectAsList()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * The records among kept lines: of each key the line that was captured first, unless the table has the key.
     *
     * @param kept rows of {@code format("weir")}
     * @param hashes the hash of the key of a line must be one of these, which are sorted
     * @param range of the first key columns
     */
    Dataset<Row> fresh(Dataset<Row> kept, long[] hashes, KeyRange range) {
        Dataset<Row> first = kept.where(isIn(hashes, KeyHash.column(spec)))
                .withColumn("_rank", functions.expr(KeyOrder.rank(spec)))
                .where("_rank = 1");
        return first.join(
                keys(range),
                JavaConverters.asScalaBuffer(new ArrayList<>(spec.key())).toSeq(),
                "left_anti");
    }

    private Dataset<Row> keys(KeyRange range) {
        return spark.read()
                .format("delta")
                .load(uri)
                .where(range.contains(functions.col(spec.key().get(0))))
                .select(spec.key().stream().map(functions::col).toArray(Column[]::new));
    }

    private Column isIn(long[] sorted, Column hash) {
        Broadcast<long[]> some =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(sorted);
        UDF1<Long, Boolean> isIn = value -> Arrays.binarySearch(some.value(), value) >= 0;
        return functions.udf(isIn, DataTypes.BooleanType).apply(hash);
    }

    private Column[] outputColumns() {
        Stream<Column> data = Stream.concat(
                        spec.schema().columnNames().stream(), added().stream().map(LineColumn::column))
                .map(name -> functions.col("`" + name + "`"));
        Column date = functions.to_date(functions.col(LineColumn.TIME.column())).as(DT);
        return Stream.concat(data, Stream.of(date)).toArray(Column[]::new);
    }

    private static List<LineColumn> added() {
        return List.of(LineColumn.RESCUED, LineColumn.MICROBATCH, LineColumn.LINE);
    }

    private StructType type() {
        StructType type = spec.schema().sparkType();
        for (LineColumn column : added()) {
            type = type.add(column.column(), column.type(), true);
        }
        return type.add(DT, DataTypes.DateType, true);
    }

    @Override
    public String toString() {
        return uri;
    }
}

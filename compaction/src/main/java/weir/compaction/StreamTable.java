package weir.compaction;

import java.time.Instant;
import java.util.ArrayList;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
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
     * Appends the kept lines of a plan, each key once, in one commit that carries the plan's number.
     *
     * @param kept rows of {@code format("weir")}, the kept records only
     */
    void append(Plan plan, Dataset<Row> kept, CommitInfo info) {
        Dataset<Row> fresh = withoutKnown(firstByKey(kept)).select(outputColumns());
        fresh.hint("rebalance", functions.col(DT).expr())
                .write()
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

    private Dataset<Row> firstByKey(Dataset<Row> rows) {
        return rows.withColumn("_rank", functions.expr(KeyOrder.rank(spec))).where("_rank = 1");
    }

    /** Drops rows whose key the table has, reading only the key column, and only where the keys can be. */
    private Dataset<Row> withoutKnown(Dataset<Row> rows) {
        String first = spec.key().get(0);
        Row range = rows.agg(functions.min(first), functions.max(first)).head();
        if (range.isNullAt(0)) {
            return rows;
        }
        Dataset<Row> known = spark.read()
                .format("delta")
                .load(uri)
                .where(functions.col(first).between(range.get(0), range.get(1)))
                .select(keyColumns());
        return rows.join(
                known, JavaConverters.asScalaBuffer(new ArrayList<>(spec.key())).toSeq(), "left_anti");
    }

    private Column[] keyColumns() {
        return spec.key().stream().map(functions::col).toArray(Column[]::new);
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

package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.schema.Schema;
import weir.lake.source.KeyOrder;
import weir.lake.source.LineColumn;

/**
 * The Delta table of one stream. Its columns are those of the stream's schema, then {@code _rescued}, {@code
 * _microbatch}, {@code _line}, and the partition {@code dt}: the event's UTC date, or the microbatch's if the event has
 * no time.
 */
final class StreamTable {

    /** The column by which the table is partitioned. */
    static final String DT = "dt";

    /** So many days at most are written as they are read; rows of more are brought together by day first. */
    static final int FEW_DAYS = 2;

    private final SparkSession spark;
    private final String uri;
    private final StreamSpec spec;
    private final Supplier<Dataset<Row>> content;

    StreamTable(SparkSession spark, String uri, StreamSpec spec) {
        this(spark, uri, spec, () -> spark.read().format("delta").load(uri));
    }

    private StreamTable(SparkSession spark, String uri, StreamSpec spec, Supplier<Dataset<Row>> content) {
        this.spark = spark;
        this.uri = uri;
        this.spec = spec;
        this.content = content;
    }

    /** The same with the rows of one version, whatever is committed meanwhile; with none if there is no table yet. */
    StreamTable asOf(Snapshot snapshot) {
        return new StreamTable(
                spark,
                uri,
                spec,
                () -> snapshot.version() < 0 ? spark.createDataFrame(List.of(), type()) : rows(snapshot.version()));
    }

    /**
     * The columns that have no value in a row without some members of its line. What did not fit a column may have stood in one
     * of them, so it goes too.
     */
    static List<String> columnsFrom(Schema schema, List<String> members) {
        List<String> columns = new ArrayList<>(schema.columnsFrom(members));
        columns.add(LineColumn.RESCUED.column());
        return columns;
    }

    /** What the table holds now. */
    Snapshot snapshot() {
        return DeltaLog.forTable(spark, uri).update(false, Option.empty(), Option.empty());
    }

    /** The rows. */
    Dataset<Row> rows() {
        return content.get();
    }

    /** Creates the table if it is not there, with properties that leave it readable to every Delta reader. */
    void createIfAbsent() {
        if (version().isPresent()) {
            return;
        }
        DeltaTableBuilder table = DeltaTable.createIfNotExists(spark)
                .location(uri)
                .addColumns(type())
                .partitionedBy(DT);
        Tables.PROPERTIES.forEach(table::property);
        statistics().forEach(table::property);
        table.execute();
    }

    /** The property that says of which columns files have statistics. */
    Map<String, String> statistics() {
        return Map.of("delta.dataSkippingStatsColumns", statisticsColumns());
    }

    /** What rows are looked for by: keys by compaction, times by everybody, microbatches by who follows a row back. */
    private String statisticsColumns() {
        StructType type = type();
        return Stream.of(spec.key().stream(), Stream.of(spec.eventTime(), LineColumn.MICROBATCH.column()))
                .flatMap(names -> names)
                .distinct()
                .filter(name -> hasStatistics(type.apply(name).dataType()))
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(","));
    }

    /** Delta refuses to be asked for statistics of any other type. */
    private static boolean hasStatistics(DataType type) {
        return type instanceof NumericType
                || Set.of(DataTypes.StringType, DataTypes.DateType, DataTypes.TimestampType)
                        .contains(type);
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
        Dataset<Row> rows = asRows(records);
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
     * How files are written that {@link #append(Plan, List, Optional, long, CommitInfo)} adds; empty if only Spark and Delta can write
     * what the table wants: somebody has changed it, or the stream has columns that it has not yet.
     */
    Optional<DataFileFormat> dataFiles() throws IOException {
        return new FileAppend(spark, uri, type(), DT).format();
    }

    /** The rows of files that no commit has added; empty if there are no files. */
    Optional<Dataset<Row>> rows(List<AddFile> files) {
        return Optional.of(files).filter(some -> !some.isEmpty()).map(some -> DeltaLog.forTable(spark, uri)
                .createDataFrame(snapshot(), JavaConverters.asScalaBuffer(some).toSeq(), false, Option.empty()));
    }

    /**
     * Appends rows in one commit that carries a plan's number. Their keys the table has not, and each key is there once.
     *
     * @param files that are added as they are
     * @param others rows of the table that are written besides
     * @param count how many rows both have
     * @return false if the table takes no such files any more; then nothing is committed
     */
    boolean append(Plan plan, List<AddFile> files, Optional<Dataset<Row>> others, long count, CommitInfo info) {
        FileAppend append = new FileAppend(spark, uri, type(), DT);
        if (!append.isTaken()) {
            return false;
        }
        append.add(files);
        others.ifPresent(append::write);
        append.commit(spec.name(), plan.number(), count, info.json());
        return true;
    }

    /** The version of the table; empty if there is no table. */
    OptionalLong version() {
        long version = snapshot().version();
        return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** The rows of a version. */
    Dataset<Row> rows(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(uri);
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
        if (hasNoFiles()) {
            return new long[0];
        }
        return keys(range)
                .select(KeyHash.column(spec).as("hash"))
                .where(isIn(hashes, functions.col("hash")))
                .as(Encoders.LONG())
                .collectAsList()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Whether its log says, without a job of Spark, that there is nothing in it; false may be wrong. */
    private boolean hasNoFiles() {
        Snapshot now = snapshot();
        if (now.version() == 0) { // as it is when the table was made for the plan
            List<Action> actions = PlanCommits.actions(now.deltaLog(), 0);
            return !actions.isEmpty() && actions.stream().noneMatch(AddFile.class::isInstance);
        }
        return now.numOfFilesIfKnown().exists(files -> (Long) files == 0);
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
        return rows().where(range.contains(functions.col(spec.key().get(0))))
                .select(spec.key().stream().map(functions::col).toArray(Column[]::new));
    }

    private Column isIn(long[] sorted, Column hash) {
        Broadcast<long[]> some =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(sorted);
        UDF1<Long, Boolean> isIn = value -> Arrays.binarySearch(some.value(), value) >= 0;
        return functions.udf(isIn, DataTypes.BooleanType).apply(hash);
    }

    /** Rows of {@code format("weir")} as rows of the table. */
    Dataset<Row> asRows(Dataset<Row> records) {
        return records.select(outputColumns());
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

package weir.replay.export;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

import weir.lake.Tables;
import weir.lake.config.ConfigException;
import weir.lake.config.ReportConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/** One version of a report's Delta table. */
final class ReportTable {

    private final ReportConfig report;
    private final List<CommitMark> commits;
    private final Dataset<Row> table;

    private ReportTable(ReportConfig report, List<CommitMark> commits, Dataset<Row> table) {
        this.report = report;
        this.commits = List.copyOf(commits);
        this.table = table;
    }

    /**
     * Opens the newest version; what is committed afterwards is not seen.
     *
     * @throws FileNotFoundException if the report has no table; says what makes one
     * @throws ConfigException if the table has no such time as the configuration says
     */
    static ReportTable open(SparkSession spark, LakeFiles files, ReportConfig report) throws IOException {
        String uri = files.uri(Tables.ofReport(report.name()));
        if (!DeltaTable.isDeltaTable(spark, uri)) {
            throw new FileNotFoundException(
                    "There is no table of the report %s at %s: the next bin/compaction makes one"
                            .formatted(report.name(), uri));
        }
        List<CommitMark> commits = new ArrayList<>();
        Dataset<Row> history = DeltaTable.forPath(spark, uri)
                .history()
                .select("version", "timestamp", "userMetadata")
                .orderBy(functions.col("version").desc());
        for (Row commit : history.collectAsList()) {
            commits.add(CommitMark.of(commit.getLong(0), commit.getTimestamp(1).toInstant(), commit.getString(2)));
        }
        Dataset<Row> table = spark.read()
                .format("delta")
                .option("versionAsOf", commits.get(0).version())
                .load(uri);
        requireTime(report, table.schema());
        return new ReportTable(report, commits, table);
    }

    private static void requireTime(ReportConfig report, StructType schema) {
        boolean timed = Arrays.stream(schema.fields())
                .anyMatch(field ->
                        field.name().equals(report.time()) && field.dataType().equals(DataTypes.TimestampType));
        if (!timed) {
            throw new ConfigException(
                    "reports." + report.name() + ".time: the report's table has no timestamp column \"" + report.time()
                            + "\"; it has " + schema.simpleString() + ". Rebuild the report");
        }
    }

    /** The commits that made it, the newest first, as far as the table's log still has them. */
    List<CommitMark> commits() {
        return commits;
    }

    /** The names of the columns. */
    List<String> names() {
        return List.of(table.columns());
    }

    /** The rows of a range as the table has them, ordered by time, then by all columns, in one partition. */
    Dataset<Row> rows(TimeRange range) {
        return ordered(within(range));
    }

    /** How many rows lie in a range. */
    long count(TimeRange range) {
        return within(range).count();
    }

    /** The values of the rows of a range, nested ones as JSON, in the same order. */
    Iterator<List<Object>> values(TimeRange range) {
        Column[] texts = Arrays.stream(table.schema().fields())
                .map(field -> isNested(field.dataType())
                        ? functions.to_json(column(field.name())).as(field.name())
                        : column(field.name()))
                .toArray(Column[]::new);
        Iterator<Row> rows = ordered(within(range).select(texts)).toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<Object> next() {
                return JavaConverters.seqAsJavaList(rows.next().toSeq());
            }
        };
    }

    /** All of that at once. */
    ReportRows collect(TimeRange range) {
        List<ReportColumn> columns = new ArrayList<>();
        for (StructField field : table.schema().fields()) {
            columns.add(new ReportColumn(field.name(), field.dataType() instanceof NumericType));
        }
        List<List<Object>> rows = new ArrayList<>();
        values(range).forEachRemaining(rows::add);
        return new ReportRows(columns, table.schema().fieldIndex(report.time()), rows);
    }

    private Dataset<Row> within(TimeRange range) {
        return range.equals(TimeRange.ALL)
                ? table
                : table.where(column(report.time())
                        .geq(functions.lit(range.from()))
                        .and(column(report.time()).lt(functions.lit(range.to()))));
    }

    private Dataset<Row> ordered(Dataset<Row> rows) {
        List<Column> order = new ArrayList<>(List.of(column(report.time())));
        for (StructField field : rows.schema().fields()) {
            // Spark orders no maps
            order.add(isNested(field.dataType()) ? functions.to_json(column(field.name())) : column(field.name()));
        }
        return rows.repartition(1).sortWithinPartitions(order.toArray(Column[]::new));
    }

    private static boolean isNested(DataType type) {
        return type instanceof MapType || type instanceof ArrayType || type instanceof StructType;
    }

    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}

package weir.compaction;

import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

import weir.lake.deletion.DeletionFiles.DeletedRow;

/**
 * The keys of rows that messages have taken from a stream's table. From the row's own line to the run that took it, the table had
 * its key: a line with this key in between was a duplicate, and is no row because the other one is gone. For one thread.
 */
final class TakenKeys {

    private static final StructType COLUMNS =
            StructType.fromDDL("taken_key LONG, taken_from LONG, taken_millis LONG, taken_line LONG, taken_by LONG");

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds the key of a row.
     *
     * @param from the plan that has consumed its line
     * @param by the plan whose run has taken it
     */
    void add(DeletedRow row, long from, long by) {
        rows.add(RowFactory.create(row.key(), from, row.batchMillis(), row.line(), by));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The lines whose keys the table had in a row that is gone now.
     *
     * @param lines with these columns
     * @param key the hash of the key
     * @param plan the plan that has consumed the line
     * @param millis the time of its microbatch
     * @param line its number there
     * @param have whether to give those lines, or all others
     */
    Dataset<Row> among(Dataset<Row> lines, Column key, String plan, String millis, String line, boolean have) {
        SparkSession spark = lines.sparkSession();
        Dataset<Row> taken = spark.createDataFrame(rows, COLUMNS);
        Column behind = functions.expr(
                "(%1$s > taken_from OR %1$s = taken_from AND (%2$s > taken_millis".formatted(plan, millis)
                        + " OR %1$s = taken_millis AND %2$s > taken_line))".formatted(millis, line)
                        + " AND %s <= taken_by".formatted(plan));
        return lines.join(taken, key.equalTo(taken.col("taken_key")).and(behind), have ? "left_semi" : "left_anti");
    }
}

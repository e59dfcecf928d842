package weir.report;

import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The parts in which the rows of a shadow are computed: each is one commit of its Delta table, which carries the number of the
 * part as the version of the transaction {@code weir-shadow/ID}.
 *
 * @param uri of the table
 * @param shadow the identity of the shadow
 */
public record ShadowParts(String uri, String shadow) {

    private String transaction() {
        return "weir-shadow/" + shadow;
    }

    /**
     * Adds the rows of a part, unless they are there already.
     *
     * @param part its number; numbers ascend
     */
    public void append(DataFrameWriter<Row> rows, long part) {
        rows.format("delta")
                .mode(SaveMode.Append)
                .option("txnAppId", transaction())
                .option("txnVersion", part)
                .save(uri);
    }

    /** The number of the last part that is there; -1 if there is none. */
    public long last(SparkSession spark) {
        Snapshot snapshot = DeltaLog.forTable(spark, uri).update(false, Option.empty(), Option.empty());
        if (snapshot.version() < 0) {
            return -1;
        }
        Object part = JavaConverters.mapAsJavaMap(snapshot.transactions()).get(transaction());
        return part == null ? -1 : (Long) part;
    }
}

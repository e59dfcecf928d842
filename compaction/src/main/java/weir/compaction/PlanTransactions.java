package weir.compaction;

import java.util.OptionalLong;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.collection.JavaConverters;

/** The transaction by which Delta knows a stream's plans: its version is the plan's number. */
final class PlanTransactions {

    private PlanTransactions() {}

    /** The transaction's name. */
    static String id(String stream) {
        return "weir/" + stream;
    }

    /** The number of the last plan whose commit is in a table; empty if there is none or no table. */
    static OptionalLong last(SparkSession spark, String uri, String stream) {
        return in(DeltaLog.forTable(spark, uri).update(false, Option.empty(), Option.empty()), stream);
    }

    /** The number of the last plan whose commit is in a version of a table; empty if there is none or no table. */
    static OptionalLong in(Snapshot snapshot, String stream) {
        if (snapshot.version() < 0) {
            return OptionalLong.empty();
        }
        Object version = JavaConverters.mapAsJavaMap(snapshot.transactions()).get(id(stream));
        return version == null ? OptionalLong.empty() : OptionalLong.of((Long) version);
    }
}

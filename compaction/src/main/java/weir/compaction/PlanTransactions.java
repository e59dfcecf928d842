package weir.compaction;

import java.util.List;
import java.util.OptionalLong;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
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

    /**
     * The number of the last plan whose commit is in a version of a table; empty if there is none or no table. As a rule the
     * newest commit says it; where none of the recent ones does, Delta reads its whole log with a job of Spark.
     */
    static OptionalLong in(Snapshot snapshot, String stream) {
        for (long version = snapshot.version(); version >= 0; version--) {
            List<Action> actions = PlanCommits.actions(snapshot.deltaLog(), version);
            if (actions.isEmpty() || version == snapshot.version() - PlanCommits.RECENT_COMMITS) {
                return inAll(snapshot, stream);
            }
            for (Action action : actions) {
                if (action instanceof SetTransaction transaction
                        && transaction.appId().equals(id(stream))) {
                    return OptionalLong.of(transaction.version());
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong inAll(Snapshot snapshot, String stream) {
        Object version = JavaConverters.mapAsJavaMap(snapshot.transactions()).get(id(stream));
        return version == null ? OptionalLong.empty() : OptionalLong.of((Long) version);
    }
}

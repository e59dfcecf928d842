package weir.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.FileAction;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * A commit of a Delta table.
 *
 * @param version the version that it made
 * @param changesRows whether rows are others than before; to merge files, for one, does not change them
 * @param said its metadata, if it has any
 */
public record TableCommit(long version, boolean changesRows, Optional<String> said) {

    /** The commits behind a version that the log still has, the earliest first. */
    public static List<TableCommit> behind(DeltaLog log, long version) {
        long newest = log.update(false, Option.empty(), Option.empty()).version();
        List<TableCommit> found = new ArrayList<>();
        if (newest <= version) {
            return found;
        }
        var commits = JavaConverters.asJavaIterator(log.getChanges(version + 1, newest, false));
        while (commits.hasNext()) {
            Tuple2<Object, scala.collection.Seq<Action>> commit = commits.next();
            List<Action> actions = JavaConverters.seqAsJavaList(commit._2());
            boolean changesRows =
                    actions.stream().anyMatch(action -> action instanceof FileAction file && file.dataChange());
            found.add(new TableCommit((long) commit._1(), changesRows, said(actions)));
        }
        return found;
    }

    private static Optional<String> said(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof CommitInfo info && info.userMetadata().isDefined()) {
                return Optional.of(info.userMetadata().get());
            }
        }
        return Optional.empty();
    }
}

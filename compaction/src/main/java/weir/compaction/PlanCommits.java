package weir.compaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.coverage.Hours;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;

/** The commits of plans in the log of a stream's table. */
final class PlanCommits {

    /** How far back a plan's commit is looked for before the whole history is read. */
    static final int RECENT_COMMITS = 20;

    private final SparkSession spark;
    private final String uri;

    PlanCommits(SparkSession spark, String uri) {
        this.spark = spark;
        this.uri = uri;
    }

    /**
     * A commit of the table.
     *
     * @param version the table's version that it made
     * @param rows the rows it added
     * @param info what it says of its plan
     */
    record Commit(long version, long rows, CommitInfo info) {}

    /**
     * The commit of a plan that is in the table.
     *
     * @throws CommitUnknownException if the log has none of exactly this plan
     */
    Commit of(Plan plan) {
        return recent(plan)
                .or(() -> all().stream()
                        .filter(commit -> commit.info().isOf(plan))
                        .findFirst())
                .orElseThrow(() -> new CommitUnknownException(
                        "Cannot find the commit of " + plan.name() + " in the log of " + uri + ", though the table says"
                                + " that it has this plan. Nothing was removed. Either the log was cut, or state/plans is"
                                + " not the one that belongs to this table."));
    }

    /** The commits of plans whose rows are as they added them: of those that the log still has, the newest first. */
    List<Commit> all() {
        return said().takeWhile(row -> RebuildInfo.parse(row.getString(1)).isEmpty())
                .flatMap(row -> CommitInfo.parse(row.getString(1)).stream()
                        .map(info -> new Commit(row.getLong(0), row.getLong(2), info)))
                .toList();
    }

    /** The plans of whose lines the table has what a filter keeps, as far as the log says. */
    LongPredicate judgedBy(String filterHash) {
        Optional<RebuildInfo> rebuilt = said().flatMap(row -> RebuildInfo.parse(row.getString(1)).stream())
                .findFirst();
        Set<Long> since = all().stream()
                .map(Commit::info)
                .filter(info -> info.filterHash().equals(filterHash))
                .map(CommitInfo::plan)
                .collect(Collectors.toSet());
        long through = rebuilt.filter(info -> info.filterHash().equals(filterHash))
                .map(RebuildInfo::plan)
                .orElse(0L);
        return plan -> plan <= through || since.contains(plan);
    }

    /** Version, metadata and added rows of the commits that have metadata, the newest first. */
    private Stream<Row> said() {
        return DeltaTable.forPath(spark, uri)
                .history()
                .where(functions.col("userMetadata").isNotNull())
                .selectExpr("version", "userMetadata", "CAST(operationMetrics['numOutputRows'] AS BIGINT)")
                .collectAsList()
                .stream();
    }

    /** The commit of a plan if it is one of the last; reads their files, which takes no job of Spark. */
    private Optional<Commit> recent(Plan plan) {
        DeltaLog log = DeltaLog.forTable(spark, uri);
        long newest = snapshot(log).version();
        for (long version = newest; version >= Math.max(0, newest - RECENT_COMMITS); version--) {
            for (Action action : actions(log, version)) {
                Optional<Commit> found = commit(version, action);
                if (found.filter(commit -> commit.info().isOf(plan)).isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Commit> commit(long version, Action action) {
        if (!(action instanceof org.apache.spark.sql.delta.actions.CommitInfo said)
                || said.userMetadata().isEmpty()
                || said.operationMetrics().isEmpty()) {
            return Optional.empty();
        }
        String rows = said.operationMetrics().get().getOrElse("numOutputRows", () -> "0");
        return CommitInfo.parse(said.userMetadata().get()).map(info -> new Commit(version, Long.parseLong(rows), info));
    }

    /** The rows that a commit added, by the hour of their microbatch; reads one column of the files that it added. */
    SortedMap<Instant, Long> rowsByHour(Commit commit) {
        SortedMap<Instant, Long> hours = new TreeMap<>();
        if (commit.rows() > 0) {
            for (Row row : added(commit)
                    .groupBy(LineColumn.MICROBATCH.column())
                    .count()
                    .collectAsList()) {
                Microbatch.named(row.getString(0))
                        .ifPresent(microbatch -> hours.merge(Hours.of(microbatch), row.getLong(1), Long::sum));
            }
        }
        return hours;
    }

    /** The rows that a commit added, as they were then. */
    Dataset<Row> added(Commit commit) {
        DeltaLog log = DeltaLog.forTable(spark, uri);
        List<AddFile> added = new ArrayList<>();
        for (Action action : actions(log, commit.version())) {
            if (action instanceof AddFile file) {
                added.add(file);
            }
        }
        return log.createDataFrame(
                snapshot(log), JavaConverters.asScalaBuffer(added).toSeq(), false, Option.empty());
    }

    /** What a version of the table consists of; nothing if its commit is not there any more. */
    static List<Action> actions(DeltaLog log, long version) {
        List<Action> actions = new ArrayList<>();
        var commits = JavaConverters.asJavaIterator(log.getChanges(version, version, false));
        while (commits.hasNext()) {
            actions.addAll(JavaConverters.seqAsJavaList(commits.next()._2()));
        }
        return actions;
    }

    private static Snapshot snapshot(DeltaLog log) {
        return log.update(false, Option.empty(), Option.empty());
    }
}

package weir.report;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.command.DecisionNeededException;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;

/**
 * Puts the shadow of a report in the place of exactly its range of the live one, in one commit; then the shadow is gone. Cut
 * short anywhere, the report is the old one or the new one, and doing it again ends in the new one. For one thread.
 */
public final class Promotion {

    private final SparkSession spark;
    private final LakeFiles files;
    private final LakeFiles marks;
    private final Clock clock;
    private final String report;
    private final ReportTable table;
    private final ReportRows rows;

    /**
     * A promotion that has done nothing yet.
     *
     * @param spark a session with Delta; not closed here
     * @param marks where spools and alive marks are: the lake, or another place
     */
    public Promotion(SparkSession spark, LakeFiles files, LakeFiles marks, Clock clock, String report) {
        this.spark = spark;
        this.files = files;
        this.marks = marks;
        this.clock = clock;
        this.report = report;
        this.table = new ReportTable(spark, files, report);
        this.rows = new ReportRows(spark, files, report);
    }

    /** What to do if what is live has changed where the shadow is since the two were compared. */
    public enum Changes {
        /** Nothing is changed; a person decides. */
        REFUSED,
        /** What has changed is computed anew as the shadow was, and promoted with it. */
        COMPUTED_ANEW
    }

    /**
     * A shadow that was promoted.
     *
     * @param version of the live report's Delta table
     */
    public record Promoted(Shadow shadow, long version) {}

    /**
     * Promotes.
     *
     * @throws java.io.FileNotFoundException if there is no shadow
     * @throws DecisionNeededException if the live report has moved on and that is refused
     * @throws IOException if another process changes the report
     */
    public Promoted run(Changes since) throws IOException {
        ShadowStore store = new ShadowStore(files, report);
        try (LakeLock shadowLock = LakeLock.take(files, ReportLocks.shadow(report));
                LakeLock liveLock = LakeLock.take(files, ReportLocks.live(report))) {
            Shadow shadow = store.read().orElseThrow(() -> ReportRebuild.noShadow(report));
            OptionalLong before = table.promoted(shadow);
            long version = before.isPresent() ? before.getAsLong() : promote(shadow, store.rows(spark), since);
            store.remove();
            return new Promoted(shadow, version);
        }
    }

    private long promote(Shadow shadow, Dataset<Row> anew, Changes since) throws IOException {
        try {
            return commit(shadow, anew, since);
        } catch (IllegalStateException e) { // a job has failed
            throw new IOException(
                    "Cannot promote the shadow of " + report + ": " + JobFailure.reason(e)
                            + ". Do it again: it asks the report's log first whether it is done. If what was computed anew"
                            + " cannot be read, bin/replay report " + report + " computes it again.",
                    e);
        }
    }

    private long commit(Shadow shadow, Dataset<Row> anew, Changes since) throws IOException {
        ReportVersion live = table.newest();
        requireSameShape(shadow, live);
        Map<String, Long> plans = new TreeMap<>(shadow.plans());
        plans.putAll(live.plans());
        Windows moved = moved(shadow, live, plans);
        if (!moved.isEmpty() && since == Changes.REFUSED) {
            throw new DecisionNeededException("Cannot promote the shadow of " + report
                    + ": the live report has moved on"
                    + " since the two were compared, in " + moved + ". Nothing was changed. Rebuild it to see how it"
                    + " differs now, or promote it with --despite-changes: these windows are then computed anew as the"
                    + " shadow was.");
        }
        Dataset<Row> replacing = moved.isEmpty()
                ? anew
                : anew.where("NOT " + moved.contain(shadow.definition().time()))
                        .unionByName(rows.of(shadow.definition(), moved, plans));
        ReportCommit commit = new ReportCommit(
                report,
                ReportCommit.Cause.PROMOTE,
                List.of(new Stretch(shadow.range(), shadow.definition())),
                plans,
                ReportCoverage.of(files, marks, clock, shadow.definition(), shadow.windows(), plans));
        return table.commit(
                live,
                new ReportTable.Change(
                        shadow.windows(),
                        replacing,
                        Stretch.replaced(live.stretches(), shadow.range(), shadow.definition()),
                        commit.of(shadow)));
    }

    /** The windows of the shadow that are not what they were when it was compared, or would not be computed the same way now. */
    private Windows moved(Shadow shadow, ReportVersion live, Map<String, Long> plans) throws IOException {
        Windows changed = live.version() == shadow.liveVersion()
                ? Windows.NONE
                : table.changedSince(Math.min(shadow.liveVersion(), live.version()));
        Windows moved = changed.and(rows.touched(shadow.definition(), shadow.plans(), plans))
                .within(shadow.windows());
        boolean otherGrain = live.stretches().stream()
                .anyMatch(stretch ->
                        !stretch.definition().grain().equals(shadow.definition().grain()));
        return otherGrain && !moved.isEmpty() ? shadow.windows() : moved;
    }

    /** A part cannot have other columns, another time or another grain than the rest. */
    private void requireSameShape(Shadow shadow, ReportVersion live) throws IOException {
        if (shadow.windows().isAll() || live.stretches().isEmpty()) {
            return;
        }
        Stretch rest = live.stretches().get(0);
        boolean sameColumns = table.rows(live.version())
                .schema()
                .asNullable()
                .equals(new ShadowStore(files, report).rows(spark).schema().asNullable());
        if (!sameColumns
                || !rest.definition().grain().equals(shadow.definition().grain())
                || !rest.definition().time().equals(shadow.definition().time())) {
            throw new IOException("Cannot promote the shadow of " + report + ", which is of " + shadow.range()
                    + " only: its columns, its time or its grain are not those of the rest of the live report. Rebuild the"
                    + " whole report: bin/replay report " + report + " without --from and --to.");
        }
    }
}

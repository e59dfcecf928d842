package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.deletion.DeletionFiles;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.filter.Filter;
import weir.lake.history.PromotionMark;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;
import weir.report.Comparison;
import weir.report.Difference;
import weir.report.TableShadow;

/**
 * Computes the table of a stream anew, beside the live one, from all that finished plans have consumed: the rows that compaction
 * would have made with this schema and filter from the first plan on. The live table is only read; a compaction may run.
 */
final class TableRebuild {

    /** Between two of them a plan may be finished; some minutes lie between plans. */
    private static final int MOST_LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(TableRebuild.class);

    /** Of lines, as they were captured: some minutes of work, beside which a commit is little. */
    private static final long PART_BYTES = 8L << 30;

    private final SparkSession spark;
    private final LakeFiles files;
    private final String stream;
    private final TableShadowStore store;
    private final PlanStore plans;
    private final long partBytes;

    TableRebuild(SparkSession spark, LakeFiles files, String stream) {
        this(spark, files, stream, PART_BYTES);
    }

    /** @param partBytes how many bytes of lines are computed at once, about; never less than a plan has */
    TableRebuild(SparkSession spark, LakeFiles files, String stream, long partBytes) {
        this.spark = spark;
        this.partBytes = partBytes;
        this.files = files;
        this.stream = stream;
        this.store = new TableShadowStore(files, stream);
        this.plans = new PlanStore(files, stream);
    }

    /**
     * Computes the shadow; its owner is who calls. An older one goes; one that was begun in the same way goes on, with the plans
     * that were finished since.
     */
    TableShadow compute(StreamSpec spec) throws IOException {
        new PromotionMark(files, stream).requireNone();
        TableShadow shadow = shadow(spec);
        List<Plan> consumed = finished(shadow.plan());
        Optional<TableShadowStore.Begun> before = usable(shadow, consumed);
        if (before.isPresent()) {
            shadow = shadow.named(before.get().shadow().id());
        } else {
            store.begin(shadow);
        }
        long computed = store.computed(spark, shadow);
        List<PlanRecount> recounts =
                new ArrayList<>(before.map(TableShadowStore.Begun::recounts).orElse(List.of()).stream()
                        .filter(one -> one.plan() <= computed)
                        .toList());
        if (before.isPresent()) {
            LOG.info("Going on with what was begun stream={} plans={} of={}", stream, computed, shadow.plan());
        }
        TableShadow begun = before.isPresent() ? before.get().shadow() : shadow;
        PlanOrder order = PlanOrder.of(consumed);
        SettledLines settled = SettledLines.through(files, stream, shadow.plan(), order);
        addStillKept(spec, settled, order, shadow.liveVersion());
        StreamTable table = new StreamTable(spark, store.uri(), spec);
        store.create(table);
        for (List<Plan> part : parts(consumed.subList(Math.toIntExact(computed), consumed.size()))) {
            try (ConsumedLines lines = new ConsumedLines(spark, files, spec, part, settled, table.rows())) {
                recounts.addAll(lines.recount());
                store.putBegun(new TableShadowStore.Begun(begun, recounts));
                store.append(begun, lines.last(), lines.cleared(table.asRows(lines.records())));
            }
        }
        settled.requireRows(stream, recounts, table.rows().count());
        store.finish(shadow, recounts);
        return shadow;
    }

    /** What would be computed now. */
    private TableShadow shadow(StreamSpec spec) throws IOException {
        Beside beside = beside(spec);
        long order = QuarantineOrders.newestFinished(files, stream); // before the decisions are read
        return new TableShadow(UUID.randomUUID().toString(), spec, beside.plan(), order, beside.version());
    }

    /** How many lines of a rebuild are in what was begun of it; 0 if it would begin again. */
    long computedLines(StreamSpec spec) throws IOException {
        TableShadow shadow = shadow(spec);
        List<Plan> consumed = finished(shadow.plan());
        Optional<TableShadowStore.Begun> begun = usable(shadow, consumed);
        if (begun.isEmpty()) {
            return 0;
        }
        int computed = Math.toIntExact(store.computed(spark, begun.get().shadow()));
        return consumed.subList(0, computed).stream().mapToLong(Plan::lines).sum();
    }

    /** What was begun, if its rows are those of the first plans of a shadow. */
    private Optional<TableShadowStore.Begun> usable(TableShadow shadow, List<Plan> consumed) throws IOException {
        Optional<TableShadowStore.Begun> begun = store.begun();
        return begun.isPresent()
                        && begun.get().shadow().isBeginOf(shadow)
                        && isOf(begun.get().recounts(), consumed)
                        && !somethingWasDeletedBehind(begun.get().shadow().plan())
                ? begun
                : Optional.empty();
    }

    private static boolean isOf(List<PlanRecount> recounts, List<Plan> consumed) {
        return recounts.stream()
                .allMatch(one -> one.plan() <= consumed.size()
                        && one.total().verdicts().lines()
                                == consumed.get(Math.toIntExact(one.plan()) - 1).lines());
    }

    /** Whether messages of later plans take back what may have become a row. */
    private boolean somethingWasDeletedBehind(long plan) throws IOException {
        DeletionFiles deletions = new DeletionFiles(files, stream);
        for (DeletionFiles.Kind kind : List.of(DeletionFiles.Kind.ASKED, DeletionFiles.Kind.ROWS)) {
            if (deletions.plans(kind).stream().anyMatch(number -> number > plan)) {
                return true;
            }
        }
        return false;
    }

    private List<List<Plan>> parts(List<Plan> consumed) {
        List<List<Plan>> parts = new ArrayList<>();
        long bytes = partBytes;
        for (Plan plan : consumed) {
            if (bytes >= partBytes) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            parts.get(parts.size() - 1).add(plan);
            bytes += plan.bytes();
        }
        return parts;
    }

    private List<Plan> finished(long last) throws IOException {
        List<Plan> finished = new ArrayList<>();
        for (long number = 1; number <= last; number++) {
            try {
                finished.add(plans.read(number));
            } catch (FileNotFoundException e) {
                throw missing(plans.path(number));
            }
            if (plans.finished(number).isEmpty()) {
                throw missing(plans.donePath(number));
            }
        }
        return finished;
    }

    private CorruptLakeException missing(String path) {
        return new CorruptLakeException("Cannot rebuild the table of " + stream + ": there is no " + files.uri(path)
                + ", though a later plan was begun. Nothing was changed. Restore the file from a copy.");
    }

    /**
     * Finds the rows that have lost members and that this filter itself once let into the table. It saw what is gone now, and
     * may not keep what is left.
     */
    private void addStillKept(StreamSpec spec, SettledLines settled, PlanOrder order, long version) {
        if (version >= 0 && !settled.cleared().isEmpty()) {
            String uri = files.uri(Tables.ofStream(stream));
            LongPredicate sameFilter = new PlanCommits(spark, uri)
                    .judgedBy(Filter.of(spec.filter(), spec.schema()).hash());
            Dataset<Row> rows = new StreamTable(spark, uri, spec).rows(version);
            for (RowPositions cleared : settled.cleared().values()) {
                rows.where(cleared.contain(spark))
                        .select(LineColumn.MICROBATCH.column(), LineColumn.LINE.column())
                        .collectAsList()
                        .forEach(row -> Microbatch.named(row.getString(0))
                                .filter(origin -> sameFilter.test(order.planOf(origin.timeMillis())))
                                .ifPresent(origin -> settled.still().add(origin.name(), row.getLong(1))));
            }
        }
    }

    /** What a shadow is computed beside: a version of the table, -1 if there is none, and the last plan that is in it. */
    private record Beside(long plan, long version) {}

    private Beside beside(StreamSpec spec) throws IOException {
        String uri = files.uri(Tables.ofStream(stream));
        StreamTable table = new StreamTable(spark, uri, spec);
        for (int look = 0; look < MOST_LOOKS; look++) {
            long finished = plans.newestFinished();
            if (finished == 0) {
                throw new IOException(
                        "Cannot rebuild the table of " + stream + ": nothing of it has been compacted yet,"
                                + " and it is made of what finished plans have archived. Run bin/compaction --once first.");
            }
            Snapshot snapshot = table.snapshot();
            long committed = PlanTransactions.in(snapshot, stream).orElse(0);
            if (committed <= finished) {
                return new Beside(finished, snapshot.version());
            }
            // a compaction is at work: the table was as it is to be compared until the commit of its plan
            if (committed == finished + 1) {
                PlanCommits.Commit ahead = new PlanCommits(spark, uri).of(plans.read(committed));
                return new Beside(finished, ahead.version() - 1);
            }
        }
        throw new CorruptLakeException("Cannot rebuild the table of " + stream + ": " + table + " has plans that "
                + files.uri("state/plans/" + stream)
                + " does not know. Nothing was changed. Restore the files of the plans"
                + " from a copy.");
    }

    /** Compares the shadow with the version of the live table that it was made beside. */
    Difference difference() throws IOException {
        TableShadow shadow = store.require();
        Dataset<Row> anew = store.rows(spark);
        Dataset<Row> live = shadow.liveVersion() < 0
                ? anew.limit(0)
                : new StreamTable(spark, files.uri(Tables.ofStream(stream)), shadow.spec()).rows(shadow.liveVersion());
        return Comparison.ofTable(StreamTable.DT, shadow.spec().key()).of(live, anew);
    }

    /** Discards the shadow if it was computed before a plan: it may hold what that plan's messages delete. */
    static void discardBefore(LakeFiles files, String stream, long plan) throws IOException {
        TableShadowStore store = new TableShadowStore(files, stream);
        Optional<TableShadow> begun = store.begun().map(TableShadowStore.Begun::shadow);
        Optional<Long> through = (begun.isPresent() ? begun : store.read()).map(TableShadow::plan);
        if (through.isPresent() && through.get() < plan) {
            try (LakeLock lock = store.lock()) {
                store.remove();
            }
            LOG.warn(
                    "Discarded what was computed anew of stream={}: messages have deleted records since. bin/replay table {}"
                            + " computes it again",
                    stream,
                    stream);
        }
    }
}

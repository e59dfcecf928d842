package weir.compaction;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.archive.SegmentIndexing;
import weir.lake.files.LakeFiles;
import weir.lake.history.DeletionLog;
import weir.lake.history.PromotionMark;
import weir.lake.raw.RawZone;

/**
 * Brings one stream up to date: finishes what was begun, a promotion too, then plans and runs until nothing waits, then makes the indexes of the
 * archive again that are not sound.
 */
final class StreamCompaction {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCompaction.class);

    private final LakeFiles files;
    private final Supplier<SparkSession> session;
    private final StreamSpec spec;
    private final Planner planner;
    private final PlanStore plans;
    private final RawZone raw;
    private final SegmentIndexing indexing;
    private final Clock clock;

    /**
     * @param session asked only when there is something to do
     * @param indexing of the stream's archive
     * @param clock says when something was deleted
     */
    StreamCompaction(
            LakeFiles files,
            Supplier<SparkSession> session,
            StreamSpec spec,
            Planner planner,
            SegmentIndexing indexing,
            Clock clock) {
        this.files = files;
        this.session = session;
        this.spec = spec;
        this.planner = planner;
        this.plans = new PlanStore(files, spec.name());
        this.raw = new RawZone(files, spec.name());
        this.indexing = indexing;
        this.clock = clock;
    }

    /**
     * Does what is due.
     *
     * @param stopping ends it before the next plan
     */
    Outcome catchUp(BooleanSupplier stopping) throws IOException {
        if (new PromotionMark(files, spec.name()).shadow().isPresent()) {
            new TablePromotion(session.get(), files, spec.name(), clock).finish();
        }
        List<Result> results = new ArrayList<>();
        Optional<Plan> unfinished = plans.unfinished();
        if (unfinished.isPresent() && !stopping.getAsBoolean()) {
            LOG.info(
                    "Finishing what an earlier run began stream={} plan={}",
                    spec.name(),
                    unfinished.get().number());
            Plan plan = unfinished.get();
            try (RowFiles rows = rows()) {
                results.add(execute(plan, () -> judges().judge(plan.microbatches(), rows), rows, true));
            }
        }
        while (!stopping.getAsBoolean()) {
            try (RowFiles rows = rows()) {
                Waiting waiting = Waiting.in(raw, judges(), planner, rows);
                if (waiting.sound().isEmpty()) {
                    indexing.run(stopping);
                    return new Outcome(results, waiting.problems());
                }
                Plan plan = planner.next(nextNumber(), waiting.manifests()).orElseThrow();
                plans.write(plan);
                results.add(execute(plan, waiting::sound, rows, false));
            }
        }
        return new Outcome(results, List.of());
    }

    /** Takes the rows of a plan; the table is made when there is one. */
    private RowFiles rows() {
        return new RowFiles(() -> {
            StreamTable table = table();
            Tables.removeUnborn(files, Tables.ofStream(spec.name()));
            table.createIfAbsent();
            return table.dataFiles();
        });
    }

    private StreamTable table() {
        return new StreamTable(session.get(), files.uri(Tables.ofStream(spec.name())), spec);
    }

    /** Judges that know what was deleted by the plans so far. */
    private Judges judges() {
        return new Judges(files, spec, () -> new DeletionLog(files, spec).askedOf(plan -> true));
    }

    /** One more than the newest plan that either the state or the table knows: a used number would be skipped. */
    private long nextNumber() throws IOException {
        return Math.max(plans.newest(), table().lastPlan().orElse(0)) + 1;
    }

    private Result execute(Plan plan, Run.Source judged, RowFiles rows, boolean begunBefore) throws IOException {
        LOG.info(
                "Running stream={} plan={} microbatches={} lines={} bytes={}",
                spec.name(),
                plan.number(),
                plan.microbatches().size(),
                plan.lines(),
                plan.bytes());
        long begun = System.nanoTime();
        Result result = new Run(files, session.get(), spec, plan, judged, rows, begunBefore, clock).execute();
        new TableLogs(files, spec.name()).write(plan.number());
        plans.finish(result);
        LOG.info(
                "Finished stream={} plan={} version={} rows={} duplicates={} dropped={} malformed={} control={} millis={}",
                spec.name(),
                plan.number(),
                result.tableVersion(),
                result.rows(),
                result.duplicates(),
                result.dropped(),
                result.malformed(),
                result.control(),
                (System.nanoTime() - begun) / 1_000_000);
        return result;
    }
}

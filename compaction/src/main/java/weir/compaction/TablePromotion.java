package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.OptimisticTransaction$;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.command.DecisionNeededException;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.PromotionMark;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Microbatch;
import weir.report.JobFailure;
import weir.report.Overwrite;
import weir.report.Promotion.Changes;
import weir.report.TableCommit;
import weir.report.TableRebuilds.Promoted;
import weir.report.TableShadow;

/**
 * Puts the shadow of a stream's table in its place in one commit, then lets coverage, quarantine and plans say what the table
 * now holds; then the shadow is gone. A mark is there from before the commit to the end: cut short anywhere, what is left is
 * done by the next promotion or compaction, or, if there was no commit yet, forgotten. For one thread.
 */
final class TablePromotion {

    private static final Logger LOG = LoggerFactory.getLogger(TablePromotion.class);

    private final SparkSession spark;
    private final LakeFiles files;
    private final String stream;
    private final Clock clock;
    private final String uri;
    private final TableShadowStore store;
    private final PromotionMark mark;
    private final PlanStore plans;

    TablePromotion(SparkSession spark, LakeFiles files, String stream, Clock clock) {
        this.spark = spark;
        this.files = files;
        this.stream = stream;
        this.clock = clock;
        this.uri = files.uri(Tables.ofStream(stream));
        this.store = new TableShadowStore(files, stream);
        this.mark = new PromotionMark(files, stream);
        this.plans = new PlanStore(files, stream);
    }

    /** Promotes the shadow. Nobody else may compact meanwhile, or decide about the quarantine. */
    Promoted run(Changes since) throws IOException {
        try (LakeLock shadowLock = store.lock();
                LakeLock compaction = LakeLock.take(files, "compaction")) {
            Optional<Promoted> before = finish();
            if (before.isPresent()) {
                return before.get();
            }
            TableShadow shadow = store.require();
            requireNoUnfinishedPlan();
            try (QuarantineOrders orders = new QuarantineOrders(files, shadow.spec(), OptionalLong::empty, clock)) {
                if (hasMovedOn(shadow)) {
                    shadow = movedOn(shadow, since);
                }
                mark.put(shadow.id());
                return promote(shadow);
            }
        }
    }

    private Promoted promote(TableShadow shadow) throws IOException {
        long version;
        try {
            version = commit(shadow);
        } catch (Exception e) { // Scala throws checked ones without declaring them
            String problem = "Cannot promote the table of " + stream + ": " + JobFailure.reason(e);
            Optional<Promoted> done;
            try {
                done = finish();
            } catch (Exception unknown) { // as above
                e.addSuppressed(unknown);
                throw new IOException(problem + ". Do it again: it asks the table's log first whether it is done.", e);
            }
            return done.orElseThrow(() -> new IOException(
                    problem + ". Nothing was changed. If what was computed anew cannot be read, bin/replay table "
                            + stream + " computes it again.",
                    e));
        }
        settle(shadow);
        return new Promoted(shadow, version);
    }

    /**
     * Ends a promotion that was cut short: does the rest if the table is the new one, else there was none. For the owner of
     * compaction.
     *
     * @return what was finished; empty if nothing was promoted
     */
    Optional<Promoted> finish() throws IOException {
        Optional<String> begun = mark.shadow();
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong version = promoted(begun.get());
        Optional<TableShadow> shadow = version.isEmpty()
                ? Optional.empty()
                : store.read().filter(there -> there.id().equals(begun.get()));
        if (shadow.isEmpty()) { // there was no commit, or all was done
            mark.remove();
            return Optional.empty();
        }
        LOG.info("Finishing the promotion of a table stream={} version={}", stream, version.getAsLong());
        files.settle(Tables.logOf(Tables.ofStream(stream)));
        settle(shadow.get());
        return Optional.of(new Promoted(shadow.get(), version.getAsLong()));
    }

    private DeltaLog log() {
        return DeltaLog.forTable(spark, uri);
    }

    private OptionalLong promoted(String shadow) {
        return TableCommit.behind(log(), -1).stream()
                .filter(commit -> commit.said()
                        .flatMap(RebuildInfo::parse)
                        .filter(info -> info.shadow().equals(shadow))
                        .isPresent())
                .mapToLong(TableCommit::version)
                .findFirst();
    }

    private void requireNoUnfinishedPlan() throws IOException {
        Optional<Plan> unfinished = plans.unfinished();
        if (unfinished.isPresent()) {
            throw new IOException("Cannot promote the table of " + stream + ": "
                    + unfinished.get().name()
                    + " was begun and is not finished. Nothing was changed. Run bin/compaction"
                    + " --once first.");
        }
    }

    private boolean hasMovedOn(TableShadow shadow) throws IOException {
        return plans.newestFinished() != shadow.plan()
                || QuarantineOrders.newestFinished(files, stream) != shadow.order()
                || hasOtherRows(shadow.liveVersion());
    }

    /** Whether rows were changed behind a version, or nobody can say. */
    private boolean hasOtherRows(long version) {
        long seen = version;
        for (TableCommit commit : TableCommit.behind(log(), version)) {
            seen++;
            if (commit.version() != seen || commit.changesRows()) {
                return true;
            }
        }
        return seen != log().update(false, Option.empty(), Option.empty()).version();
    }

    private TableShadow movedOn(TableShadow shadow, Changes since) throws IOException {
        if (since == Changes.REFUSED) {
            throw new DecisionNeededException("Cannot promote what was computed anew of the table of " + stream
                    + ": it was made of plans up to " + shadow.plan()
                    + ", and the table, its plans or its quarantine have"
                    + " moved on since. Nothing was changed. bin/replay table " + stream + " shows how it differs now;"
                    + " with --despite-changes it is computed again in the same way, and promoted.");
        }
        return new TableRebuild(spark, files, stream).compute(shadow.spec());
    }

    private long commit(TableShadow shadow) throws IOException {
        Tables.removeUnborn(files, Tables.ofStream(stream));
        OptimisticTransaction transaction = log().startTransaction(Option.empty(), Option.empty());
        OptimisticTransaction$.MODULE$.setActive(transaction);
        try {
            if (hasOtherRows(shadow.liveVersion())) {
                throw new IOException("somebody else has changed the table meanwhile");
            }
            Dataset<Row> rows = store.rows(spark);
            StreamTable table = new StreamTable(spark, uri, shadow.spec());
            boolean sameColumns = transaction.readVersion() >= 0
                    && transaction.metadata().schema().equals(rows.schema().asNullable());
            Overwrite overwrite = new Overwrite(
                    rows, List.of(StreamTable.DT), sameColumns ? Map.of() : table.statistics(), Optional.empty());
            List<Action> actions = new ArrayList<>(overwrite.in(transaction));
            actions.add(new SetTransaction(PlanTransactions.id(stream), shadow.plan(), Option.empty()));
            long version = transaction.commit(
                    JavaConverters.asScalaBuffer(actions).toSeq(),
                    new DeltaOperations.Write(
                            SaveMode.Overwrite,
                            Option.apply(JavaConverters.asScalaBuffer(List.of(StreamTable.DT))
                                    .toSeq()),
                            Option.empty(),
                            Option.apply(RebuildInfo.of(shadow).json())));
            files.settle(Tables.logOf(Tables.ofStream(stream)));
            return version;
        } finally {
            OptimisticTransaction$.MODULE$.clearActive();
        }
    }

    /** Every step can be done again. */
    private void settle(TableShadow shadow) throws IOException {
        List<PlanRecount> recounts = store.recounts();
        new CoverageTable(spark, files, stream).recount(recounts, RebuildInfo.of(shadow));
        files.settle(Tables.logOf(Tables.ofCoverage(stream)));
        for (PlanRecount recount : recounts) {
            quarantine(shadow.spec(), recount);
            plans.recount(recount);
            if (shadow.liveVersion() < 0) {
                new TableLogs(files, stream).forgetTable(recount.plan());
            }
        }
        store.remove();
        mark.remove();
        LOG.info(
                "Promoted the table stream={} plans={} filter={}",
                stream,
                shadow.plan(),
                shadow.spec().filter());
    }

    /** Puts the malformed lines of a plan, and only those, where others were. */
    private void quarantine(StreamSpec spec, PlanRecount recount) throws IOException {
        Quarantine quarantine = new Quarantine(files, stream);
        Map<LocalDate, Set<Microbatch>> days = new TreeMap<>();
        for (QuarantineFile file : quarantine.files()) {
            if (file.plan() == recount.plan()) {
                days.put(file.date(), new TreeSet<>());
            }
        }
        recount.malformed().forEach(microbatch -> days.computeIfAbsent(microbatch.date(), day -> new TreeSet<>())
                .add(microbatch));
        for (Map.Entry<LocalDate, Set<Microbatch>> day : days.entrySet()) {
            Map<Microbatch, Set<Long>> decided =
                    quarantine.decided(new QuarantineFile(stream, day.getKey(), recount.plan()));
            try (MalformedLines lines = MalformedLines.of(files, spec, day.getValue())) {
                quarantine.write(recount.plan(), day.getKey(), undecided(lines, decided));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static Iterator<QuarantinedLine> undecided(
            Iterator<QuarantinedLine> lines, Map<Microbatch, Set<Long>> decided) {
        Iterable<QuarantinedLine> once = () -> lines;
        Stream<QuarantinedLine> left = StreamSupport.stream(once.spliterator(), false)
                .filter(line ->
                        !decided.getOrDefault(line.microbatch(), Set.of()).contains(line.line()));
        return left.iterator();
    }
}

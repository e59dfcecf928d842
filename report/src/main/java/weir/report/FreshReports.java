package weir.report;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.config.ReportConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.PlanFiles;

/**
 * Keeps the reports of a lake fresh. What is to be done follows from the lake's state: the plans that are finished and those
 * that a report's own log names. For use by one thread.
 */
public final class FreshReports {

    private static final Logger LOG = LoggerFactory.getLogger(FreshReports.class);

    private final WeirConfig config;
    private final LakeFiles files;
    private final LakeFiles marks;
    private final Supplier<SparkSession> session;
    private final Clock clock;

    /**
     * The reports of a configuration.
     *
     * @param session a session with Delta; asked when there may be something to do, and not closed here
     * @param clock says until when a source that is not heard has been silent
     */
    public FreshReports(WeirConfig config, LakeFiles files, Supplier<SparkSession> session, Clock clock) {
        this.config = config;
        this.files = files;
        this.marks = LakePlace.spools(config, files);
        this.session = session;
        this.clock = clock;
    }

    /**
     * Brings all reports up to date that read one of some streams. A report that fails does not keep the others from it.
     *
     * @throws IOException what the first of them failed of, with the other failures
     */
    public void refresh(Collection<String> streams) throws IOException {
        refresh(streams, Map.of());
    }

    /**
     * The same, and computes other windows anew, too.
     *
     * @param alsoTouched by stream: times of events that are not what they were, such as of deleted ones
     * @throws IOException what the first of them failed of, with the other failures
     */
    public void refresh(Collection<String> streams, Map<String, ? extends Collection<Instant>> alsoTouched)
            throws IOException {
        IOException failure = null;
        for (ReportConfig report : config.reports().values()) {
            ReportDefinition definition = ReportDefinition.of(config, report);
            if (definition.streams().stream().map(StreamSpec::name).noneMatch(streams::contains)) {
                continue;
            }
            try {
                List<Instant> touched = definition.streams().stream()
                        .flatMap(spec -> alsoTouched.containsKey(spec.name())
                                ? alsoTouched.get(spec.name()).stream()
                                : Stream.<Instant>empty())
                        .toList();
                refresh(report.name(), definition, touched);
            } catch (Exception e) { // Scala throws checked ones without declaring them
                IOException one =
                        new IOException("Cannot bring report " + report.name() + " up to date: " + e.getMessage(), e);
                if (failure == null) {
                    failure = one;
                } else {
                    failure.addSuppressed(one);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void refresh(String name, ReportDefinition definition, List<Instant> touched) throws IOException {
        Map<String, Long> plans = finishedPlans(definition);
        RefreshMark mark = RefreshMark.of(definition, plans);
        boolean nothingYet = plans.values().stream().allMatch(plan -> plan == 0);
        if (nothingYet || (touched.isEmpty() && mark.isRemembered(files, name))) {
            return;
        }
        new ReportRefresh(files, marks, clock, name, definition).run(session.get(), plans, touched);
        mark.remember(files, name);
    }

    /**
     * Discards the shadows that read a stream and were computed or begun before a plan: they may hold what its messages delete.
     *
     * @throws IOException if another process works with one of them
     */
    public void discardShadowsBefore(String stream, long plan) throws IOException {
        for (String name : config.reports().keySet()) {
            ShadowStore store = new ShadowStore(files, name);
            Optional<ShadowStore.Begun> begun = store.begun();
            Optional<Shadow> shadow = begun.isPresent() ? begun.map(ShadowStore.Begun::shadow) : store.read();
            Optional<Long> through = shadow.map(one -> one.plans().get(stream));
            if (through.isPresent() && through.get() < plan) {
                try (LakeLock lock = LakeLock.take(files, ReportLocks.shadow(name))) {
                    store.remove();
                }
                LOG.warn(
                        "Discarded what was computed anew of report={}: messages have deleted records since."
                                + " bin/replay report {} computes it again",
                        name,
                        name);
            }
        }
    }

    private Map<String, Long> finishedPlans(ReportDefinition definition) throws IOException {
        return finishedPlans(files, definition);
    }

    /** The number of the last finished plan of each stream that a report reads. */
    static Map<String, Long> finishedPlans(LakeFiles files, ReportDefinition definition) throws IOException {
        Map<String, Long> plans = new TreeMap<>();
        for (StreamSpec spec : definition.streams()) {
            plans.put(spec.name(), new PlanFiles(files, spec.name()).newestFinished());
        }
        return plans;
    }
}

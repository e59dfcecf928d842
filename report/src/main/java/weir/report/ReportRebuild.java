package weir.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.deletion.DeletionFiles;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.ManifestLog;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;

/**
 * Computes a range of a report anew, beside the live one, from the lines of the plans that the live one contains: what differs
 * differs by filter, schema or SQL, and not by what has arrived meanwhile. The live report is only read. For one thread.
 */
public final class ReportRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(ReportRebuild.class);

    /** Of lines, as they were captured: some ten seconds of work, beside which a commit is little. */
    private static final long PART_BYTES = 8L << 30;

    private final SparkSession spark;
    private final LakeFiles files;
    private final String report;
    private final ReportTable table;
    private final ReportRows rows;
    private final ShadowStore store;
    private final long partBytes;

    /**
     * A rebuild that has done nothing yet.
     *
     * @param spark a session with Delta; not closed here
     * @param report the report's name
     */
    public ReportRebuild(SparkSession spark, LakeFiles files, String report) {
        this(spark, files, report, PART_BYTES);
    }

    /** @param partBytes how many bytes of lines are computed at once, about */
    ReportRebuild(SparkSession spark, LakeFiles files, String report, long partBytes) {
        this.spark = spark;
        this.partBytes = partBytes;
        this.files = files;
        this.report = report;
        this.table = new ReportTable(spark, files, report);
        this.rows = new ReportRows(spark, files, report);
        this.store = new ShadowStore(files, report);
    }

    /**
     * Computes the rows of a range and keeps them as the report's shadow; an older shadow goes. What was killed in the midst
     * goes on where it was, unless something was deleted since, or the report was first computed since.
     *
     * @param range by event time; records without one belong to no range; its ends lie on the report's grain
     * @throws weir.lake.config.ConfigException if the range is not on the grain, or the SQL does not give what the definition
     *     says
     * @throws IOException if another process has the shadow, or nothing has been compacted yet
     */
    public Shadow run(ReportDefinition definition, TimeRange range) throws IOException {
        definition.requireOnGrain(report, range);
        try (LakeLock lock = LakeLock.take(files, ReportLocks.shadow(report))) {
            Optional<ShadowStore.Begun> before = usable(definition, range);
            ShadowStore.Begun begun = before.isPresent() ? before.get() : begin(definition, range);
            Shadow shadow = begun.shadow();
            int computed = store.computed(spark, shadow);
            if (before.isPresent()) {
                LOG.info(
                        "Going on with what was begun report={} range={} plans={} parts={} of={}",
                        report,
                        range,
                        shadow.plans(),
                        computed,
                        begun.parts().size());
            }
            for (int part = computed; part < begun.parts().size(); part++) {
                Windows windows = Windows.of(begun.parts().get(part));
                store.append(shadow, part, rows.of(definition, windows, shadow.plans()));
            }
            store.finish(shadow);
            return shadow;
        }
    }

    /**
     * What of a range {@link #run} would compute now: all, or what lies behind the parts that a killed one has computed; empty
     * if there is nothing left to compute.
     */
    public Optional<TimeRange> left(ReportDefinition definition, TimeRange range) throws IOException {
        Optional<ShadowStore.Begun> begun = usable(definition, range);
        if (begun.isEmpty()) {
            return Optional.of(range);
        }
        List<TimeRange> parts = begun.get().parts();
        int computed = store.computed(spark, begun.get().shadow());
        return computed < parts.size()
                ? Optional.of(new TimeRange(parts.get(computed).from(), range.to()))
                : Optional.empty();
    }

    private Optional<ShadowStore.Begun> usable(ReportDefinition definition, TimeRange range) throws IOException {
        Optional<ShadowStore.Begun> begun = store.begun();
        return begun.isPresent() && isUsable(begun.get().shadow(), definition, range) ? begun : Optional.empty();
    }

    /** Whether what was begun is the same work beside the same report, and no message has deleted anything since. */
    private boolean isUsable(Shadow shadow, ReportDefinition definition, TimeRange range) throws IOException {
        ReportVersion live = table.newest();
        boolean same = shadow.range().equals(range)
                && shadow.definition().isSameAs(definition)
                && live.isThere() == (shadow.liveVersion() >= 0) // else all would be new, or nothing to compare with
                && live.version() >= shadow.liveVersion();
        for (StreamSpec spec : definition.streams()) {
            long through = shadow.plans().getOrDefault(spec.name(), 0L);
            same &= new DeletionFiles(files, spec.name())
                    .plans(DeletionFiles.Kind.ASKED).stream().noneMatch(plan -> plan > through);
        }
        return same;
    }

    private ShadowStore.Begun begin(ReportDefinition definition, TimeRange range) throws IOException {
        ReportVersion live = table.newest();
        Map<String, Long> plans = plans(definition, live);
        Shadow shadow = new Shadow(UUID.randomUUID().toString(), report, range, definition, plans, live.version());
        String kept = definition.kept().name();
        List<Manifest> manifests = new ManifestLog(files, kept)
                .all(segment -> segment.plan() <= plans.getOrDefault(kept, 0L), microbatch -> true);
        ShadowStore.Begun begun =
                new ShadowStore.Begun(shadow, RebuildParts.of(range, manifests, definition.grain(), partBytes));
        store.begin(begun);
        return begun;
    }

    private Map<String, Long> plans(ReportDefinition definition, ReportVersion live) throws IOException {
        Map<String, Long> finished = FreshReports.finishedPlans(files, definition);
        Map<String, Long> plans = new TreeMap<>();
        for (StreamSpec spec : definition.streams()) {
            plans.put(spec.name(), live.plans().getOrDefault(spec.name(), finished.get(spec.name())));
        }
        if (plans.values().stream().allMatch(plan -> plan == 0)) {
            throw new IOException("Cannot rebuild " + report + ": nothing of "
                    + String.join(", ", plans.keySet())
                    + " has been compacted yet, and a report is made of what finished plans have archived. Run"
                    + " bin/compaction --once first.");
        }
        return plans;
    }

    /**
     * Compares the shadow with the version of the live report that it was made beside.
     *
     * @throws FileNotFoundException if there is no shadow
     */
    public Difference difference() throws IOException {
        Shadow shadow = store.read().orElseThrow(() -> noShadow(report));
        Dataset<Row> anew = store.rows(spark);
        Dataset<Row> live = shadow.liveVersion() < 0 ? anew.limit(0) : table.rows(shadow.liveVersion());
        boolean comparable =
                Arrays.asList(live.columns()).contains(shadow.definition().time());
        return Comparison.ofReport(shadow.definition())
                .of(
                        comparable
                                ? live.where(shadow.windows()
                                        .contain(shadow.definition().time()))
                                : live,
                        anew);
    }

    /** The rows of the shadow. */
    public Dataset<Row> shadowRows() {
        return store.rows(spark);
    }

    /** How many records of the report's own stream the shadow is made of. */
    public long records(Shadow shadow) {
        return rows.records(shadow.definition(), shadow.windows(), shadow.plans());
    }

    /** Removes the shadow, or what was begun of one. @throws FileNotFoundException if there is none */
    public static void discard(LakeFiles files, String report) throws IOException {
        ShadowStore store = new ShadowStore(files, report);
        try (LakeLock lock = LakeLock.take(files, ReportLocks.shadow(report))) {
            if (store.read().isEmpty() && store.begun().isEmpty()) {
                throw noShadow(report);
            }
            store.remove();
        }
    }

    static FileNotFoundException noShadow(String report) {
        return new FileNotFoundException("Report " + report + " has no shadow: bin/replay report " + report
                + " --from T --to T makes one and shows how it differs");
    }
}

package weir.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.TimeRange;

/**
 * Computes a range of a report anew, beside the live one, from the lines of the plans that the live one contains: what differs
 * differs by filter, schema or SQL, and not by what has arrived meanwhile. The live report is only read. For one thread.
 */
public final class ReportRebuild {

    private final SparkSession spark;
    private final LakeFiles files;
    private final String report;
    private final ReportTable table;
    private final ReportRows rows;
    private final ShadowStore store;

    /**
     * A rebuild that has done nothing yet.
     *
     * @param spark a session with Delta; not closed here
     * @param report the report's name
     */
    public ReportRebuild(SparkSession spark, LakeFiles files, String report) {
        this.spark = spark;
        this.files = files;
        this.report = report;
        this.table = new ReportTable(spark, files, report);
        this.rows = new ReportRows(spark, files, report);
        this.store = new ShadowStore(files, report);
    }

    /**
     * Computes the rows of a range and keeps them as the report's shadow; an older shadow goes.
     *
     * @param range by event time; records without one belong to no range; its ends lie on the report's grain
     * @throws weir.lake.config.ConfigException if the range is not on the grain, or the SQL does not give what the definition
     *     says
     * @throws IOException if another process has the shadow, or nothing has been compacted yet
     */
    public Shadow run(ReportDefinition definition, TimeRange range) throws IOException {
        definition.requireOnGrain(report, range);
        try (LakeLock lock = LakeLock.take(files, ReportLocks.shadow(report))) {
            ReportVersion live = table.newest();
            Map<String, Long> plans = plans(definition, live);
            Shadow shadow = new Shadow(UUID.randomUUID().toString(), report, range, definition, plans, live.version());
            store.write(shadow, rows.of(definition, shadow.windows(), plans));
            return shadow;
        }
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

    /** Removes the shadow. @throws FileNotFoundException if there is none */
    public static void discard(LakeFiles files, String report) throws IOException {
        ShadowStore store = new ShadowStore(files, report);
        try (LakeLock lock = LakeLock.take(files, ReportLocks.shadow(report))) {
            if (store.read().isEmpty()) {
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

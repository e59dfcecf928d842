package weir.report;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.TimeRange;

/**
 * Brings one report up to date, from the state of the lake alone: the windows of what finished plans have brought since are
 * replaced in one commit. A part that was promoted is computed as it was promoted. Cut short anywhere, the next one does it.
 */
final class ReportRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(ReportRefresh.class);

    /** More stretches cost more than the windows between them. */
    private static final int MOST_STRETCHES = 16;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final LakeFiles files;
    private final LakeFiles marks;
    private final Clock clock;
    private final String name;
    private final ReportDefinition configured;

    /**
     * A refresh of a report.
     *
     * @param marks where spools and alive marks are: the lake, or another place
     */
    ReportRefresh(LakeFiles files, LakeFiles marks, Clock clock, String name, ReportDefinition configured) {
        this.files = files;
        this.marks = marks;
        this.clock = clock;
        this.name = name;
        this.configured = configured;
    }

    /**
     * Does it.
     *
     * @param plans the number of the last finished plan of each stream
     * @param alsoTouched times of events whose windows are to be computed anew whatever the plans say
     * @throws IOException if another process changes this report
     */
    void run(SparkSession spark, Map<String, Long> plans, Collection<Instant> alsoTouched) throws IOException {
        try (LakeLock lock = LakeLock.take(files, ReportLocks.live(name))) {
            ReportTable table = new ReportTable(spark, files, name);
            ReportVersion live = table.newest();
            warnOfOtherDefinition(live);
            Map<String, Long> contained = new TreeMap<>(live.plans());
            plans.forEach((stream, plan) -> contained.merge(stream, plan, Math::max));
            ReportRows rows = new ReportRows(spark, files, name);
            List<Stretch> work = work(rows, live, contained, alsoTouched);
            if (work.isEmpty() && contained.equals(live.plans())) {
                return;
            }
            long begun = System.nanoTime();
            Windows windows = Stretch.covered(work);
            List<Stretch> stretches = live.stretches();
            for (TimeRange missing : missing(live).ranges()) {
                stretches = Stretch.replaced(stretches, missing, configured);
            }
            ReportCommit commit = new ReportCommit(
                    name,
                    ReportCommit.Cause.REFRESH,
                    work,
                    contained,
                    ReportCoverage.of(files, marks, clock, configured, windows, contained));
            Dataset<Row> all = null;
            for (Stretch stretch : together(work)) {
                Windows some = windows.within(Stretch.covered(work.stream()
                        .filter(one -> one.definition().isSameAs(stretch.definition()))
                        .toList()));
                Dataset<Row> part = rows.of(stretch.definition(), some, contained);
                all = all == null ? part : all.unionByName(part);
            }
            long version = table.commit(live, new ReportTable.Change(windows, all, stretches, commit));
            LOG.info(
                    "Refreshed report={} version={} plans={} windows={} millis={}",
                    name,
                    version,
                    contained,
                    windows,
                    (System.nanoTime() - begun) / 1_000_000);
        }
    }

    /** What is to be computed: whole stretches of time, none of which has two definitions. */
    private List<Stretch> work(
            ReportRows rows, ReportVersion live, Map<String, Long> contained, Collection<Instant> alsoTouched)
            throws IOException {
        List<Stretch> work = new ArrayList<>();
        for (TimeRange missing : missing(live).ranges()) {
            work.add(new Stretch(missing, configured));
        }
        Windows also =
                Windows.holding(alsoTouched.stream().map(ReportRefresh::micros).toList(), configured.grain());
        for (Stretch kind : together(live.stretches())) {
            Windows own = Stretch.covered(live.stretches().stream()
                    .filter(one -> one.definition().isSameAs(kind.definition()))
                    .toList());
            Windows touched = rows.touched(kind.definition(), live.plans(), contained)
                    .and(also)
                    .inStretches(MOST_STRETCHES)
                    .within(own);
            touched.ranges().forEach(range -> work.add(new Stretch(range, kind.definition())));
        }
        return work;
    }

    /** One stretch of each definition. */
    private static List<Stretch> together(List<Stretch> stretches) {
        List<Stretch> kinds = new ArrayList<>();
        for (Stretch stretch : stretches) {
            if (kinds.stream().noneMatch(kind -> kind.definition().isSameAs(stretch.definition()))) {
                kinds.add(stretch);
            }
        }
        return kinds;
    }

    private static Windows missing(ReportVersion live) {
        return Windows.ALL.without(Stretch.covered(live.stretches()));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / NANOS_PER_MICRO;
    }

    private void warnOfOtherDefinition(ReportVersion live) {
        boolean other = live.stretches().stream()
                .anyMatch(stretch -> stretch.range().to().equals(TimeRange.ALL.to())
                        && !stretch.definition().isSameAs(configured));
        if (other) {
            LOG.warn(
                    "The live report {} has another filter, schema or SQL than the configuration gives it. It is kept"
                            + " fresh as it is. bin/replay report {} shows what the configured ones would change, and"
                            + " bin/replay report promote {} takes them.",
                    name,
                    name,
                    name);
        }
    }
}

package weir.report;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.StreamSpec;
import weir.lake.coverage.Coverage;
import weir.lake.coverage.CoverageLog;
import weir.lake.coverage.HourCoverage;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;

/**
 * What is known of the coverage of some windows, by batch time in whole hours, of all streams together.
 *
 * @param received messages that the sources delivered
 * @param malformed lines among them that are no records
 * @param withheld messages that the sources say they did not send
 * @param missed how long messages may have been missed
 * @param gaps how many gaps that is
 */
public record ReportCoverage(long received, long malformed, long withheld, Duration missed, int gaps) {

    /** Nothing is known. */
    public static final ReportCoverage NONE = new ReportCoverage(0, 0, 0, Duration.ZERO, 0);

    /** Reads the coverage of windows from the manifests. */
    static ReportCoverage of(
            LakeFiles files,
            LakeFiles marks,
            Clock clock,
            ReportDefinition definition,
            Windows windows,
            Map<String, Long> plans)
            throws IOException {
        ReportCoverage all = NONE;
        for (StreamSpec spec : definition.streams()) {
            CoverageLog log = new CoverageLog(files, marks, spec.name(), clock);
            long lastPlan = plans.getOrDefault(spec.name(), 0L);
            for (TimeRange range : windows.ranges()) {
                all = all.and(of(log.read(range, lastPlan, count -> {}).coverage()));
            }
        }
        return all;
    }

    private static ReportCoverage of(Coverage coverage) {
        ReportCoverage all = NONE;
        for (HourCoverage hour : coverage.hours().values()) {
            all = all.and(new ReportCoverage(
                    hour.compacted().received(),
                    hour.compacted().judged().malformed(),
                    hour.withheld(),
                    hour.missed(),
                    0));
        }
        List<Gap> gaps = new ArrayList<>(coverage.gaps());
        coverage.open().ifPresent(gaps::add);
        return all.and(new ReportCoverage(0, 0, 0, Duration.ZERO, gaps.size()));
    }

    private ReportCoverage and(ReportCoverage other) {
        return new ReportCoverage(
                received + other.received,
                malformed + other.malformed,
                withheld + other.withheld,
                missed.plus(other.missed),
                gaps + other.gaps);
    }

    /** Writes it down. */
    public void writeTo(ObjectNode node) {
        node.put("received", received)
                .put("malformed", malformed)
                .put("withheld", withheld)
                .put("missedSeconds", missed.toSeconds())
                .put("gaps", gaps);
    }
}

package weir.replay.export;

import java.util.List;

import weir.lake.coverage.Coverage;
import weir.lake.coverage.HourCoverage;
import weir.lake.coverage.Intake;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.QuarantineCounts;

/**
 * What is behind the numbers of a report.
 *
 * @param stream the stream it is made of
 * @param range the range of the report
 * @param filter the report's filter today
 * @param filterHash its identity
 * @param sql the report's SQL today
 * @param sqlHash its identity
 * @param commits the commits of its table, the newest first, as far as its log still has them
 * @param coverage what was captured in the range, by time of capture
 * @param quarantine what became of the malformed lines of that time
 */
record Footnote(
        String stream,
        TimeRange range,
        String filter,
        String filterHash,
        String sql,
        String sqlHash,
        List<CommitMark> commits,
        Coverage coverage,
        QuarantineCounts quarantine) {

    Footnote {
        commits = List.copyOf(commits);
    }

    /** All hours of the range together. */
    Intake intake() {
        return coverage.hours().values().stream()
                .map(hour -> hour.compacted().plus(hour.waiting()))
                .reduce(Intake.NONE, Intake::plus);
    }

    /** Messages that the source says it did not send. */
    long withheld() {
        return coverage.hours().values().stream()
                .mapToLong(HourCoverage::withheld)
                .sum();
    }
}

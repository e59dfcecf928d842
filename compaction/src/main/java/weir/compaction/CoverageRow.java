package weir.compaction;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

import weir.lake.coverage.Intake;
import weir.lake.coverage.PlanHour;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

/**
 * A row of the coverage table: one hour of one plan.
 *
 * @param hour the hour of the microbatches
 * @param plan the plan's number
 * @param captured what the manifests say
 * @param verdicts how the compaction judged the lines
 * @param rows rows that its commit added to the table
 */
record CoverageRow(Instant hour, long plan, PlanHour captured, Verdicts verdicts, long rows) {

    /** In the order of the table's columns. */
    Row toRow() {
        Intake intake = captured.intake();
        return RowFactory.create(
                Timestamp.from(hour),
                plan,
                intake.microbatches(),
                intake.received(),
                intake.requeued(),
                intake.lines(),
                intake.judged().unparsable(),
                verdicts.control(),
                verdicts.malformed(),
                verdicts.kept(),
                verdicts.dropped(),
                rows,
                verdicts.kept() - rows,
                captured.withheld(),
                captured.connections().stream().map(CoverageRow::connection).toArray(Row[]::new),
                captured.gaps().stream().map(CoverageRow::gap).toArray(Row[]::new));
    }

    private static Row connection(Connection connection) {
        return RowFactory.create(
                Timestamp.from(connection.from()), Timestamp.from(connection.until()), connection.withheld());
    }

    private static Row gap(Gap gap) {
        return RowFactory.create(
                gap.cause().text(),
                Timestamp.from(gap.from()),
                Timestamp.from(gap.until()),
                gap.messages() == Gap.UNKNOWN ? null : gap.messages(),
                gap.detail());
    }

    /** The rows of a plan. */
    static List<CoverageRow> of(
            Plan plan, SortedMap<Instant, PlanHour> captured, CommitInfo info, Map<Instant, Long> rows) {
        return captured.entrySet().stream()
                .map(hour -> new CoverageRow(
                        hour.getKey(),
                        plan.number(),
                        hour.getValue(),
                        info.hours().getOrDefault(hour.getKey(), Verdicts.NONE),
                        rows.getOrDefault(hour.getKey(), 0L)))
                .toList();
    }
}

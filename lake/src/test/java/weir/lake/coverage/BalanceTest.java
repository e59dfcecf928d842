package weir.lake.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import weir.lake.history.TimeRange;
import weir.lake.raw.Counts;
import weir.lake.raw.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.lake.coverage.Captures.at;
import static weir.lake.coverage.Captures.counts;
import static weir.lake.coverage.Captures.manifest;

class BalanceTest {

    private static final Instant TEN = at("10:00:00");

    /** 100 lines: 60 rows, 10 duplicates, 20 dropped, 6 malformed, 4 control. */
    private static final Intake CAPTURED = Intake.of(manifest("10:00:00", counts(70, 20, 6, 4)));

    private static final CompactedHour FOUND = new CompactedHour(1, 70, 20, 6, 4, 60);

    @Test
    void holdsWhereEverythingIsFoundAgain() {
        Balance balance = weigh(covered(CAPTURED, Intake.NONE), FOUND, 60, 6);

        assertThat(balance.findings()).isEmpty();
        assertThat(balance.holds()).isTrue();
        assertThat(balance.hours().get(TEN))
                .isEqualTo(new HourBalance(
                        new HourBalance.Arrived(100, 0),
                        new HourBalance.Aside(4, 6, 0, 0),
                        90,
                        new HourBalance.Settled(60, 10, 20, 0, 0)));
    }

    @Test
    void countsWhatWaitsByItsManifests() {
        Balance balance = weigh(covered(CAPTURED, CAPTURED), FOUND, 60, 6);

        assertThat(balance.holds()).isTrue();
        assertThat(balance.total())
                .isEqualTo(new HourBalance(
                        new HourBalance.Arrived(200, 0),
                        new HourBalance.Aside(8, 12, 0, 0),
                        180,
                        new HourBalance.Settled(60, 10, 20, 0, 90)));
    }

    @Test
    void holdsWhereTheCompactionJudgesOtherwise() {
        CompactedHour found = new CompactedHour(1, 50, 35, 10, 5, 50);

        assertThat(weigh(covered(CAPTURED, Intake.NONE), found, 50, 10).holds()).isTrue();
    }

    @Test
    void holdsWhereDroppedRecordsWereNotWritten() {
        Intake onlyKept = Intake.of(manifest("10:00:00", new Counts(103, 80, 70, 20, 6, 3, Map.of("limit", 4L))));

        Balance balance = weigh(covered(onlyKept, Intake.NONE), new CompactedHour(1, 70, 0, 6, 4, 70), 70, 6);

        assertThat(balance.holds()).isTrue();
        assertThat(balance.total().aside()).isEqualTo(new HourBalance.Aside(4, 6, 3, 20));
        assertThat(balance.total().holds()).isTrue();
    }

    @Test
    void countsRequeuedLinesWhereTheyCameFromAndWhereTheyWent() {
        Intake requeued =
                Intake.of(manifest("10:30:00", counts(5, 0, 1, 0), List.of(), List.of(), new Position.Requeued(1)));

        Balance balance = weigh(
                covered(CAPTURED.plus(requeued), Intake.NONE), FOUND.plus(new CompactedHour(1, 5, 0, 1, 0, 5)), 65, 7);

        assertThat(balance.holds()).isTrue();
        assertThat(balance.total().arrived()).isEqualTo(new HourBalance.Arrived(100, 6));
    }

    @Test
    void findsRowsThatAreGone() {
        assertThat(texts(weigh(covered(CAPTURED, Intake.NONE), FOUND, 59, 6)))
                .containsExactly("the compaction added 60 rows, 59 are there: look at the history of tables/events");
    }

    @Test
    void findsLinesThatAreNoLongerInQuarantine() {
        assertThat(texts(weigh(covered(CAPTURED, Intake.NONE), FOUND, 60, 5)))
                .containsExactly("the compaction put 6 lines into quarantine, 5 are there: look at"
                        + " quarantine/events/dt=2026-11-22");
    }

    @Test
    void findsMicrobatchesWhoseManifestsAreGone() {
        assertThat(texts(weigh(covered(Intake.NONE, Intake.NONE), FOUND, 60, 6)))
                .containsExactly(
                        "plans consumed 1 microbatches, the archive has the manifests of 0: compare"
                                + " archive/events/dt=2026-11-22 with state/plans/events",
                        "the compaction found 100 lines, the manifests have 0: look at archive/events/dt=2026-11-22");
    }

    @Test
    void findsThatTheCoverageTableIsGone() {
        Balance balance = weigh(covered(CAPTURED, Intake.NONE), CompactedHour.NONE, 60, 6);

        assertThat(balance.failsAt(TEN)).isTrue();
        assertThat(balance.hours().get(TEN).holds()).isFalse();
    }

    @Test
    void doesNotLetOneHourMakeUpForAnother() {
        Instant eleven = TEN.plus(Hours.LENGTH);
        Coverage coverage = coverage(
                new TreeMap<>(Map.of(TEN, covered(CAPTURED, Intake.NONE), eleven, covered(CAPTURED, Intake.NONE))));
        Holdings holdings = new Holdings(
                new TreeMap<>(Map.of(TEN, FOUND, eleven, FOUND)),
                new TreeMap<>(Map.of(TEN, 61L, eleven, 59L)),
                new TreeMap<>(),
                new TreeMap<>(Map.of(TEN, 6L, eleven, 6L)));

        Balance balance = Balance.of("events", coverage, holdings, List.of());

        assertThat(balance.findings()).extracting(Finding::hour).containsExactly(TEN, eleven);
        assertThat(balance.total().holds()).isTrue();
        assertThat(balance.holds()).isFalse();
    }

    private static HourCoverage covered(Intake compacted, Intake waiting) {
        return new HourCoverage(compacted, waiting, 0, Duration.ZERO, Duration.ZERO);
    }

    private static Balance weigh(HourCoverage covered, CompactedHour found, long rows, long quarantined) {
        return Balance.of(
                "events",
                coverage(new TreeMap<>(Map.of(TEN, covered))),
                new Holdings(
                        new TreeMap<>(Map.of(TEN, found)),
                        new TreeMap<>(Map.of(TEN, rows)),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(TEN, quarantined))),
                List.of());
    }

    private static Coverage coverage(SortedMap<Instant, HourCoverage> hours) {
        return new Coverage(TimeRange.ALL, hours, List.of(), Optional.empty());
    }

    private static List<String> texts(Balance balance) {
        return balance.findings().stream().map(Finding::text).toList();
    }
}

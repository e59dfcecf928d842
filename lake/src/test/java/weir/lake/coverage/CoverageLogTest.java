package weir.lake.coverage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Cause;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.lake.coverage.Captures.NOTHING;
import static weir.lake.coverage.Captures.at;
import static weir.lake.coverage.Captures.connection;
import static weir.lake.coverage.Captures.counts;
import static weir.lake.coverage.Captures.manifest;

class CoverageLogTest {

    private static final Instant TEN = at("10:00:00");
    private static final Instant ELEVEN = at("11:00:00");
    private static final Instant TWELVE = at("12:00:00");

    @TempDir
    private Path folder;

    @Test
    void countsAMicrobatchInTheHourOfItsBatchTime() throws IOException {
        commit(
                manifest("10:00:00", counts(1, 2, 3, 4)),
                manifest("10:59:59.999", counts(10, 20, 30, 40)),
                manifest("11:00:00", counts(5, 0, 0, 0)));

        Coverage coverage = read(TimeRange.ALL).coverage();

        assertThat(coverage.hours()).containsOnlyKeys(TEN, ELEVEN);
        Intake ten = coverage.at(TEN).waiting();
        assertThat(ten.microbatches()).isEqualTo(2);
        assertThat(ten.received()).isEqualTo(110);
        assertThat(ten.lines()).isEqualTo(110);
        assertThat(ten.records()).isEqualTo(33);
        assertThat(ten.judged().control()).isEqualTo(Map.of("limit", 44L));
        assertThat(coverage.at(ELEVEN).waiting().received()).isEqualTo(5);
        assertThat(coverage.at(ELEVEN).compacted()).isEqualTo(Intake.NONE);
    }

    @Test
    void widensTheRangeToWholeHours() throws IOException {
        commit(
                manifest("09:59:59", counts(1, 0, 0, 0)),
                manifest("10:00:00", counts(1, 0, 0, 0)),
                manifest("11:59:59", counts(1, 0, 0, 0)),
                manifest("12:00:00", counts(1, 0, 0, 0)));

        Coverage coverage =
                read(new TimeRange(at("10:30:00"), at("11:00:00.001"))).coverage();

        assertThat(coverage.range()).isEqualTo(new TimeRange(TEN, TWELVE));
        assertThat(coverage.hours()).containsOnlyKeys(TEN, ELEVEN);
    }

    @Test
    void doesNotReceiveRequeuedLinesAgain() throws IOException {
        commit(
                manifest("10:00:00", counts(1, 0, 2, 0)),
                manifest("10:30:00", counts(2, 0, 0, 0), List.of(), List.of(), new Position.Requeued(1)),
                manifest("10:40:00", counts(7, 0, 0, 0), List.of(), List.of(), new Position.Imported("old.ndjson")));

        Intake intake = read(TimeRange.ALL).coverage().at(TEN).waiting();

        assertThat(intake.received()).isEqualTo(10);
        assertThat(intake.requeued()).isEqualTo(2);
    }

    @Test
    void namesWhatCaptureDidNotWrite() throws IOException {
        Counts onlyKept = new Counts(11, 7, 4, 3, 1, 1, Map.of("limit", 2L));
        commit(manifest("10:00:00", onlyKept));

        CoverageLog.Captured captured = read(TimeRange.ALL);

        Intake intake = captured.coverage().at(TEN).waiting();
        assertThat(intake.notWritten()).isEqualTo(3);
        assertThat(intake.records()).isEqualTo(4);
        assertThat(captured.findings()).isEmpty();
    }

    @Test
    void namesManifestsThatDoNotAddUp() throws IOException {
        commit(
                manifest("10:00:00", new Counts(9, 10, 4, 3, 1, 0, Map.of("limit", 2L))),
                manifest("11:00:00", new Counts(10, 9, 4, 3, 1, 0, Map.of("limit", 2L))));

        assertThat(read(TimeRange.ALL).findings())
                .containsExactlyInAnyOrder(
                        new Finding(
                                TEN,
                                "the manifest of events-1795341600000 says received 9, but kept 4 + dropped 3 +"
                                        + " malformed 1 + control 2 + unparsable 0 = 10"),
                        new Finding(
                                ELEVEN,
                                "the manifest of events-1795345200000 says 9 lines written, but 10 judged, of which 3"
                                        + " dropped"));
    }

    @Test
    void clipsGapsAtHoursAndTellsEachOnceInItsWhole() throws IOException {
        Gap gap = Gap.of(Cause.NETWORK, at("10:50:00"), at("12:20:00"), "reset by peer");
        commit(
                manifest("10:50:05", List.of(connection("10:00:00", "10:50:00", 0))),
                manifest("12:20:05", List.of(connection("12:20:00", "12:20:02", 0)), gap),
                manifest("12:20:10", List.of(connection("12:20:00", "12:20:09", 0)), gap));

        Coverage coverage = read(TimeRange.ALL).coverage();

        assertThat(coverage.gaps()).containsExactly(gap);
        assertThat(coverage.at(TEN).missed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(coverage.at(TEN).connected()).isEqualTo(Duration.ofMinutes(50));
        assertThat(coverage.at(ELEVEN).missed()).isEqualTo(Duration.ofHours(1));
        assertThat(coverage.at(TWELVE).missed()).isEqualTo(Duration.ofMinutes(20));
        assertThat(coverage.at(TWELVE).connected()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void seesWhatReachesIntoTheRange() throws IOException {
        Gap gap = Gap.of(Cause.NETWORK, at("10:50:00"), at("12:20:00"), "");
        commit(
                manifest("09:30:00", List.of(connection("09:00:00", "09:30:00", 30))),
                manifest("09:40:00", List.of(connection("09:00:00", "09:40:00", 0))),
                manifest("10:40:00", List.of(connection("09:00:00", "10:40:00", 31))),
                manifest("12:20:05", List.of(connection("12:20:00", "12:20:02", 9)), gap));

        Coverage coverage = read(new TimeRange(TEN, TWELVE)).coverage();

        assertThat(coverage.hours()).containsOnlyKeys(TEN, ELEVEN);
        assertThat(coverage.gaps()).containsExactly(gap);
        assertThat(coverage.at(TEN).connected()).isEqualTo(Duration.ofMinutes(50));
        assertThat(coverage.at(TEN).withheld()).isEqualTo(1);
        assertThat(coverage.at(ELEVEN).missed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void keepsAQuietSourceApartFromADeadOne() throws IOException {
        commit(manifest("10:10:00", List.of(connection("10:00:00", "10:10:00", 0))));
        mark("12:29:30", Optional.empty());

        Coverage quiet = read(TimeRange.ALL).coverage();

        assertThat(quiet.gaps()).isEmpty();
        assertThat(quiet.open()).isEmpty();
        assertThat(quiet.at(ELEVEN).connected()).isEqualTo(Duration.ofHours(1));
        assertThat(quiet.at(TWELVE).connected()).isEqualTo(Duration.ofMinutes(30));

        mark("11:45:00", Optional.of(Cause.HTTP));
        Coverage dead = read(TimeRange.ALL).coverage();

        assertThat(dead.open()).contains(Gap.of(Cause.HTTP, at("11:45:00"), at("12:30:00"), ""));
        assertThat(dead.at(ELEVEN).missed()).isEqualTo(Duration.ofMinutes(15));
        assertThat(dead.at(TWELVE).connected()).isEqualTo(Duration.ZERO);
    }

    @Test
    void namesAnAliveMarkThatCannotBeRead() throws IOException {
        commit(manifest("10:10:00", List.of(connection("10:00:00", "10:10:00", 0))));
        mark("12:29:30", Optional.empty());
        files().publish("state/alive/events.json", "{".getBytes(StandardCharsets.UTF_8));

        CoverageLog.Captured captured = read(TimeRange.ALL);

        assertThat(captured.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.hour()).isEqualTo(TWELVE);
            assertThat(finding.text()).contains("state/alive/events.json").endsWith("ingest writes it anew");
        });
        assertThat(captured.coverage().open()).isEmpty();
    }

    @Test
    void saysOfAPlanWhatItsOwnMicrobatchesAdd() {
        Gap gap = Gap.of(Cause.SILENCE, at("10:20:00"), at("10:50:00"), "");
        List<Manifest> plan = List.of(
                manifest("10:59:00", List.of(connection("10:50:00", "10:59:00", 12)), gap),
                manifest("11:01:00", List.of(connection("10:50:00", "11:01:00", 15))),
                manifest("11:02:00", List.of(connection("10:50:00", "11:02:00", 0))));

        Map<Instant, PlanHour> hours = PlanHour.of(
                plan,
                Optional.of(manifest(
                        "10:55:00", NOTHING, List.of(connection("10:50:00", "10:55:00", 10)), List.of(), null)));

        assertThat(hours).containsOnlyKeys(TEN, ELEVEN);
        assertThat(hours.get(TEN).withheld()).isEqualTo(2);
        assertThat(hours.get(TEN).gaps()).containsExactly(gap);
        assertThat(hours.get(ELEVEN).withheld()).isEqualTo(3);
        assertThat(hours.get(ELEVEN).connections()).containsExactly(connection("10:50:00", "11:02:00", 15));
        assertThat(hours.get(ELEVEN).intake().received()).isEqualTo(2);
    }

    private CoverageLog.Captured read(TimeRange range) throws IOException {
        return new CoverageLog(files(), files(), "events", Clock.fixed(at("12:30:00"), ZoneOffset.UTC))
                .read(range, 0, manifests -> {});
    }

    private void commit(Manifest... manifests) throws IOException {
        RawZone raw = new RawZone(files(), "events");
        for (Manifest manifest : manifests) {
            raw.commit(manifest);
        }
    }

    private void mark(String heard, Optional<Cause> missing) throws IOException {
        new AliveMark("events", connection("10:00:00", heard, 0), -1, missing).write(files());
    }

    private LakeFiles files() {
        return LakeFiles.of(folder.toString());
    }
}

package weir.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.config.WeirConfig;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.faults.Loss;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static weir.lake.Lines.event;
import static weir.report.ReportLake.EVENTS;
import static weir.report.ReportLake.PER_HOUR;

/**
 * A promotion that is cut short leaves the old report or the new one, and another one ends in the new one. The profile {@code
 * long} cuts at every call of the file system; otherwise some of them are drawn with a seed, and those that others see are
 * always among them.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CutPromotionTest {

    private static final boolean ALL = Boolean.getBoolean("weir.test.long");
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int DRAWN = 5;
    private static final Map<String, String> OLD = Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "1 2");
    private static final Map<String, String> NEW = Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "1 3");

    @TempDir
    private Path home;

    @Test
    void leavesTheOldReportOrTheNewOne(SparkSession spark) throws IOException {
        Path before = lakeWithShadow(spark);
        List<Call> calls = calls(spark, before);
        List<Fault> faults = faults(calls);
        System.out.println("promotion: " + faults.size() + " cuts in " + calls.size() + " calls; seed " + SEED);
        assertThat(faults).hasSizeGreaterThan(DRAWN);
        for (Fault fault : faults) {
            for (boolean losesPower : new boolean[] {false, true}) {
                trial(spark, copy(before), fault, losesPower);
            }
        }
    }

    private void trial(SparkSession spark, Path folder, Fault fault, boolean losesPower) throws IOException {
        String description = "seed " + SEED + ", " + fault + ", power lost: " + losesPower;
        try (Faults disk = Faults.in(folder.resolve("lake"))) {
            disk.arm(fault);
            Throwable failure = catchThrowable(() -> promote(spark, new ReportLake(folder, disk.root())));
            assertThat(disk.happened() && failure != null)
                    .as(description + " ended it")
                    .isTrue();
            if (losesPower) {
                disk.losePower(Loss.EVERYTHING);
            }
        }
        DeltaLog.clearCache();
        ReportLake lake = ReportLake.in(folder);

        assertThat(lake.live(spark, "per_hour")).as(description).isIn(OLD, NEW);
        if (new ShadowStore(lake.files(), "per_hour").read().isPresent()) {
            promote(spark, lake);
        }
        assertThat(lake.live(spark, "per_hour")).as(description + ", again").isEqualTo(NEW);
        DeltaLog.clearCache();
    }

    private static List<Fault> faults(List<Call> calls) {
        List<Fault> visible = new ArrayList<>();
        List<Fault> others = new ArrayList<>();
        for (int n = 1; n <= calls.size(); n++) {
            Call call = calls.get(n - 1);
            boolean seen = call.operation() == Call.Operation.LINK
                    || (call.operation() == Call.Operation.DELETE
                            && call.path().endsWith(".json")
                            && !call.path().contains(".tmp"));
            (seen ? visible : others).add(new Fault(n, Kind.STOP, Moment.BEFORE));
            if (call.operation() == Call.Operation.WRITE) {
                others.add(new Fault(n, Kind.STOP, Moment.HALF_WAY));
            }
        }
        Collections.shuffle(others, new Random(SEED));
        return Stream.concat(visible.stream(), others.stream().limit(ALL ? others.size() : DRAWN))
                .toList();
    }

    private List<Call> calls(SparkSession spark, Path before) throws IOException {
        Path folder = copy(before);
        try (Faults disk = Faults.in(folder.resolve("lake"))) {
            promote(spark, new ReportLake(folder, disk.root()));
            // what is done when the shadow is gone already has nobody to notice it
            return disk.calls();
        } finally {
            DeltaLog.clearCache();
        }
    }

    private static void promote(SparkSession spark, ReportLake lake) throws IOException {
        lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);
    }

    private Path lakeWithShadow(SparkSession spark) throws IOException {
        Path folder = Files.createTempDirectory(home, "before");
        ReportLake lake = ReportLake.in(folder);
        WeirConfig config = lake.config(PER_HOUR);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:00Z",
                event(1, "2026-11-22T09:10:00Z", "es"),
                event(2, "2026-11-22T10:10:00Z", "es"),
                event(3, "2026-11-22T10:20:00Z", "pt"));
        lake.refresh(spark, config);
        lake.rebuild(
                spark,
                config,
                "per_hour",
                "lang = 'pt'",
                TimeRange.parse("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"));
        return folder;
    }

    private Path copy(Path from) throws IOException {
        Path to = Files.createTempDirectory(home, "lake");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }
}

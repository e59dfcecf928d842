package weir.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.config.WeirConfig;
import weir.lake.deletion.DeletionFiles;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Stopped;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.report.ReportLake.EVENTS;
import static weir.report.ReportLake.PER_HOUR;

/** A rebuild that was killed goes on with the parts that are not there, and ends in the same shadow. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class ResumedRebuildTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int HOURS = 5;

    @TempDir
    private Path folder;

    private ReportLake lake;
    private WeirConfig config;
    private ReportDefinition definition;

    @BeforeEach
    void fillLake() throws IOException {
        lake = ReportLake.in(folder);
        config = lake.config(PER_HOUR);
        definition = ReportDefinition.of(config, config.report("per_hour"));
        for (int hour = 0; hour < HOURS; hour++) {
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                lines.add(Lines.event(hour * 3L + i, "2026-11-22T0" + hour + ":1" + i + ":00Z", "es"));
            }
            lake.plan(EVENTS, "2026-11-22T0" + hour + ":30:00Z", lines.toArray(byte[][]::new));
        }
    }

    private void rebuild(SparkSession spark, LakeFiles files) throws IOException {
        new ReportRebuild(spark, files, "per_hour", 1).run(definition, TimeRange.ALL);
    }

    private void killed(SparkSession spark, int call) throws IOException {
        try (Faults faults = Faults.in(Path.of(lake.root()))) {
            faults.arm(new Fault(call, Fault.Kind.STOP, Fault.Moment.BEFORE));
            rebuild(spark, LakeFiles.of(faults.root()));
        } catch (IOException | RuntimeException | Stopped e) {
            // the next one goes on
        }
        DeltaLog.clearCache();
    }

    private Optional<TimeRange> left(SparkSession spark) throws IOException {
        return new ReportRebuild(spark, lake.files(), "per_hour", 1).left(definition, TimeRange.ALL);
    }

    private long commits(SparkSession spark) {
        return DeltaTable.forPath(spark, lake.files().uri("shadows/reports/per_hour"))
                .history()
                .count();
    }

    private Optional<String> begun() throws IOException {
        return new ShadowStore(lake.files(), "per_hour").begun().map(begun -> begun.shadow()
                .id());
    }

    @Test
    void computesEveryPartOnce(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        Random random = new Random(SEED);
        for (int i = 0; i < 6; i++) {
            killed(spark, 20 + random.nextInt(80));
        }

        rebuild(spark, lake.files());

        assertThat(commits(spark)).as("seed " + SEED).isEqualTo(HOURS);
        assertThat(lake.difference(spark, "per_hour").isEmpty())
                .as("seed " + SEED)
                .isTrue();
        assertThat(begun()).isEmpty();
    }

    @Test
    void keepsWhatItHasWhileTheReportGoesOn(SparkSession spark) throws IOException {
        assertThat(left(spark)).contains(TimeRange.ALL);
        killed(spark, 150);
        Optional<String> before = begun();
        assertThat(before).isPresent();
        // whole hours at the beginning are there
        assertThat(left(spark)).hasValueSatisfying(left -> assertThat(left.to()).isEqualTo(TimeRange.ALL.to()));
        assertThat(left(spark)).hasValueSatisfying(left -> assertThat(left.from())
                .isEqualTo(Instant.parse("2026-11-22T00:00:00Z").plus(Duration.ofHours(commits(spark)))));
        lake.plan(EVENTS, "2026-11-22T06:00:00Z", Lines.event(99, "2026-11-22T02:50:00Z", "es"));

        rebuild(spark, lake.files());

        Shadow shadow = new ShadowStore(lake.files(), "per_hour").read().orElseThrow();
        assertThat(shadow.id()).isEqualTo(before.get());
        assertThat(shadow.plans()).containsEntry("events", (long) HOURS);
    }

    @Test
    void beginsAgainWhenSomethingWasDeletedOrTheFilterIsAnother(SparkSession spark) throws IOException {
        killed(spark, 150);
        Optional<String> first = begun();
        new DeletionFiles(lake.files(), "events")
                .write(HOURS + 1L, List.of(), List.of(), Instant.parse("2026-11-22T06:00:00Z"));

        killed(spark, 150);
        Optional<String> second = begun();
        rebuild(spark, lake.files());

        assertThat(first).isPresent();
        assertThat(second).isPresent().isNotEqualTo(first);
        assertThat(lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TimeRange.ALL)
                        .id())
                .isNotEqualTo(second.get());
    }

    @Test
    void beginsAgainBesideAReportThatWasNotThereBefore(SparkSession spark) throws IOException {
        killed(spark, 150);
        Optional<String> first = begun();
        lake.refresh(spark, config);

        rebuild(spark, lake.files());

        Shadow shadow = new ShadowStore(lake.files(), "per_hour").read().orElseThrow();
        assertThat(first).isPresent().isNotEqualTo(Optional.of(shadow.id()));
        assertThat(lake.difference(spark, "per_hour").rows()).isEqualTo(new Difference.Counts(HOURS, HOURS, 0, 0, 0));
    }

    @Test
    void beginsAgainBesideAReportThatWasTakenAwayAndCameBack(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        lake.plan(EVENTS, "2026-11-22T06:00:00Z", Lines.event(99, "2026-11-22T02:50:00Z", "es"));
        lake.refresh(spark, config);
        killed(spark, 150);
        Optional<String> first = begun();
        lake.files().delete("reports/per_hour");
        DeltaLog.clearCache();
        lake.refresh(spark, config);

        rebuild(spark, lake.files());

        assertThat(first).isPresent();
        assertThat(lake.difference(spark, "per_hour").isEmpty()).isTrue();
    }

    @Test
    void canBeDiscardedBeforeItIsWhole(SparkSession spark) throws IOException {
        killed(spark, 150);
        assertThatThrownBy(() -> lake.difference(spark, "per_hour")).hasMessageContaining("has no shadow");

        ReportRebuild.discard(lake.files(), "per_hour");

        assertThat(begun()).isEmpty();
        assertThat(lake.files().exists("shadows/reports/per_hour")).isFalse();
    }
}

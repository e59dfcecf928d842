package weir.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.ReportConfig;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.faults.Loss;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A report whose table is cut short while it is created is there after the next rebuild. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CutReportTest {

    private static final String FIRST_COMMIT = "/00000000000000000000.json";
    private static final StreamSpec SPEC = Lines.events("lang = 'es'");
    private static final ReportConfig REPORT = new ReportConfig(
            "events_per_hour",
            "events",
            SPEC.filter(),
            "SELECT date_trunc('HOUR', at) AS hour, count(*) AS events FROM kept GROUP BY 1",
            "hour",
            Duration.ofHours(1));

    @TempDir
    private Path home;

    @Test
    void isMadeAnewWhereverItsCreationWasCut(SparkSession spark) throws IOException {
        List<Fault> faults = faults(spark);
        assertThat(faults).hasSizeGreaterThan(5);
        for (Fault fault : faults) {
            for (boolean losesPower : new boolean[] {false, true}) {
                Path root = lake();
                try (Faults disk = Faults.in(root)) {
                    disk.arm(fault);
                    Throwable failure = catchThrowable(() -> rebuild(spark, disk.root()));
                    assertThat(disk.happened() && failure != null)
                            .as(fault + " ended it")
                            .isTrue();
                    if (losesPower) {
                        disk.losePower(Loss.EVERYTHING);
                    }
                }
                DeltaLog.clearCache();

                assertThat(rebuild(spark, root.toString()))
                        .as("%s, power lost: %s", fault, losesPower)
                        .hasSize(2);
                assertThat(spark.read()
                                .format("delta")
                                .load(LakeFiles.of(root.toString()).uri("reports/events_per_hour"))
                                .count())
                        .isEqualTo(2);
            }
        }
    }

    /** Kills at every call up to the one that gives the table its first commit. */
    private List<Fault> faults(SparkSession spark) throws IOException {
        try (Faults disk = Faults.in(lake())) {
            rebuild(spark, disk.root());
            List<Fault> faults = new ArrayList<>();
            List<Call> calls = disk.calls();
            for (int n = 1; n <= calls.size(); n++) {
                Call call = calls.get(n - 1);
                if (call.path().startsWith("reports/")) {
                    faults.add(new Fault(n, Kind.STOP, Moment.BEFORE));
                    if (call.operation() == Call.Operation.WRITE) {
                        faults.add(new Fault(n, Kind.STOP, Moment.HALF_WAY));
                    }
                }
                if (call.operation() == Call.Operation.LINK && call.path().endsWith(FIRST_COMMIT)) {
                    return faults;
                }
            }
            throw new AssertionError("no table was created: " + calls);
        }
    }

    private Path lake() throws IOException {
        Path root = Files.createTempDirectory(home, "lake");
        Lines.commit(
                LakeFiles.of(root.toString()),
                SPEC,
                Instant.parse("2026-11-22T12:00:00Z").toEpochMilli(),
                List.of(Lines.event(1, "2026-11-22T09:10:00Z", "es"), Lines.event(2, "2026-11-22T10:10:00Z", "es")));
        return root;
    }

    private static List<Row> rebuild(SparkSession spark, String root) throws IOException {
        return new ReportRebuild(spark, LakeFiles.of(root), REPORT)
                .run(SPEC, TimeRange.parse("2026-11-22", "2026-11-23"))
                .rows();
    }
}

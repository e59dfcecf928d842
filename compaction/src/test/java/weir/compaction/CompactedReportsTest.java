package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Stopped;
import weir.lake.files.LakeFiles;
import weir.report.ReportHistory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of lakes with tables and reports, compacted as users do it and killed anywhere in it. Few of them: the
 * reports themselves have many more in their own module.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CompactedReportsTest {

    private static final boolean LONG = Boolean.getBoolean("weir.test.long");
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);

    @TempDir
    private Path home;

    static List<Long> seeds() {
        return new Random(SEED).longs(LONG ? 50 : 2).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reportsAreWhatTheLinesSayAfterCompactionsThatWereKilled(long seed, SparkSession spark) throws IOException {
        Compacted lake = new Compacted(
                spark,
                TestLake.of(home.resolve("lake" + seed), ReportHistory.STREAMS.toArray(StreamSpec[]::new))
                        .withReports(sections()));
        ReportHistory history = new ReportHistory(seed, spark, lake, ReportHistory.KINDS);
        for (int step = 0; step < 3; step++) {
            history.step();
            history.rebuild();
        }
        history.tryAnotherFilter();
        history.step();

        assertThat(lake.lake().tree("raw")).isEmpty();
        DeltaLog.clearCache();
    }

    private static String sections() {
        StringBuilder text = new StringBuilder();
        for (ReportHistory.Kind kind : ReportHistory.KINDS) {
            text.append(kind.section());
        }
        return text.toString();
    }

    private record Compacted(SparkSession spark, TestLake lake) implements ReportHistory.Lake {

        @Override
        public LakeFiles files() {
            return lake.files();
        }

        @Override
        public WeirConfig config() throws IOException {
            return lake.config();
        }

        @Override
        public void compact() throws IOException {
            lake.compact(spark);
        }

        @Override
        public void compactUntil(int call) throws IOException {
            try (Faults faults = Faults.in(lake.root())) {
                faults.arm(new Fault(call, Fault.Kind.STOP, Fault.Moment.BEFORE));
                lake.compact(spark, "lake.root=" + faults.root());
            } catch (IOException | RuntimeException | Stopped e) {
                // the next one goes on
            }
            DeltaLog.clearCache();
        }
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

/** Delta gives a checkpoint its name before its content is on the disk; only then does the log speak of it. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class TornCheckpointTest {

    private static final String CHECKPOINTS = "spark.databricks.delta.properties.defaults.checkpointInterval";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"cut", "empty", "zeros"})
    void isNoObstacleToATableWhosePowerFailedThen(String how, SparkSession spark) throws IOException {
        spark.conf().set(CHECKPOINTS, "1");
        TestLake lake = TestLake.of(home.resolve("before"), Lines.events("true"));
        try {
            for (int i = 1; i <= 2; i++) {
                lake.commit("2026-11-22T10:00:0" + i + "Z", List.of(Lines.event(i, "2026-11-22T10:00:00Z", "pt")));
                lake.compact(spark);
            }
        } finally {
            spark.conf().unset(CHECKPOINTS);
        }
        TestLake torn = TestLake.of(home.resolve("torn"), Lines.events("true"));
        KilledRun.copyTree(lake.root(), torn.root());
        tear(torn.path("tables/events/_delta_log"), how);
        DeltaLog.clearCache();

        torn.commit("2026-11-22T10:00:03Z", List.of(Lines.event(3, "2026-11-22T10:00:00Z", "pt")));
        torn.compact(spark);

        assertThat(torn.table(spark, "events").count()).isEqualTo(3);
    }

    /** The second checkpoint is not on the disk, and {@code _last_checkpoint} speaks of the first one. */
    private static void tear(Path log, String how) throws IOException {
        Path checkpoint = log.resolve("00000000000000000002.checkpoint.parquet");
        byte[] whole = Files.readAllBytes(checkpoint);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        Files.write(
                checkpoint,
                switch (how) {
                    case "cut" -> half;
                    case "zeros" -> Arrays.copyOf(half, whole.length);
                    default -> new byte[0];
                });
        Files.deleteIfExists(log.resolve(".00000000000000000002.checkpoint.parquet.crc"));
        Files.writeString(log.resolve("_last_checkpoint"), "{\"version\":1,\"size\":4}\n");
        Files.deleteIfExists(log.resolve("._last_checkpoint.crc"));
    }
}

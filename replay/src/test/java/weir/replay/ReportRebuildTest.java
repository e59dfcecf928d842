package weir.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.ConfigException;
import weir.lake.config.ReportConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class ReportRebuildTest {

    private static final String PER_HOUR =
            "SELECT date_trunc('HOUR', at) AS hour, count(*) AS events FROM kept GROUP BY 1";

    @TempDir
    private Path folder;

    private final StreamSpec spec = Lines.events("lang = 'es'");
    private LakeFiles files;

    @BeforeEach
    void fillLake() throws IOException {
        files = LakeFiles.of(folder.toString());
        Lines.commit(
                files,
                spec,
                Instant.parse("2026-11-22T12:00:00Z").toEpochMilli(),
                List.of(
                        Lines.event(1, "2026-11-22T09:10:00Z", "es"),
                        Lines.event(2, "2026-11-22T10:10:00Z", "es"),
                        Lines.event(2, "2026-11-22T10:10:00Z", "es"),
                        Lines.event(3, "2026-11-22T10:20:00Z", "pt"),
                        Lines.event(4, "2026-11-22T10:59:59Z", "es"),
                        Lines.event(5, "2026-11-22T11:00:00Z", "es"),
                        Lines.utf8("{\"id\":6,\"lang\":\"es\",\"at\":\"yesterday\"}"),
                        Lines.utf8("no record")));
    }

    @Test
    void countsEachKeyOnceInItsInterval(SparkSession spark) throws IOException {
        ReportRebuild.Rebuilt rebuilt = rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23");

        assertThat(table(spark))
                .isEqualTo(Map.of("2026-11-22T09:00:00Z", 1L, "2026-11-22T10:00:00Z", 2L, "2026-11-22T11:00:00Z", 1L));
        assertThat(rebuilt.records()).isEqualTo(4);
    }

    @Test
    void replacesExactlyTheRangeInOneCommit(SparkSession spark) throws IOException {
        rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23");
        long before = versions(spark);

        rebuild(spark, PER_HOUR, spec.withFilter("lang = 'pt'"), "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");

        assertThat(table(spark))
                .isEqualTo(Map.of("2026-11-22T09:00:00Z", 1L, "2026-11-22T10:00:00Z", 1L, "2026-11-22T11:00:00Z", 1L));
        assertThat(versions(spark)).isEqualTo(before + 1);
    }

    @Test
    void emptiesARangeInWhichNothingIsKept(SparkSession spark) throws IOException {
        rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23");

        rebuild(spark, PER_HOUR, spec.withFilter("false"), "2026-11-22T10:00:00Z", "2026-11-22T12:00:00Z");

        assertThat(table(spark)).isEqualTo(Map.of("2026-11-22T09:00:00Z", 1L));
    }

    @Test
    void rebuiltAgainIsTheSame(SparkSession spark) throws IOException {
        rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23");
        Map<String, Long> first = table(spark);

        rebuild(spark, PER_HOUR, spec, "2026-11-22T10:00:00Z", "2026-11-23");

        assertThat(table(spark)).isEqualTo(first);
    }

    @Test
    void refusesAPartOfAnInterval(SparkSession spark) {
        assertThatThrownBy(() -> rebuild(spark, PER_HOUR, spec, "2026-11-22T10:30:00Z", "2026-11-23"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Cannot rebuild events_per_hour for a part of an interval: 2026-11-22T10:30:00Z is not on its"
                                + " grain of PT1H; take 2026-11-22T10:00:00Z or 2026-11-22T11:00:00Z");
    }

    @Test
    void refusesRowsOutsideOfTheRangeAndLeavesTheTable(SparkSession spark) throws IOException {
        rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23");
        Map<String, Long> before = table(spark);
        String shifted = "SELECT at - INTERVAL 30 DAYS AS hour, count(*) AS events FROM kept GROUP BY 1";

        assertThatThrownBy(() -> rebuild(spark, shifted, spec, "2026-11-22", "2026-11-23"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "reports.events_per_hour.sql: a row has hour = 2026-10-23T09:10:00Z, which is not in"
                                + " the range 2026-11-22T00:00:00Z to 2026-11-23T00:00:00Z");
        assertThat(table(spark)).isEqualTo(before);
    }

    @Test
    void saysWhichColumnTheSqlLacks(SparkSession spark) {
        assertThatThrownBy(
                        () -> rebuild(spark, "SELECT count(*) AS events FROM kept", spec, "2026-11-22", "2026-11-23"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("reports.events_per_hour.time: the result of the report's SQL has no timestamp column"
                        + " \"hour\"; it has struct<events:bigint>");
    }

    @Test
    void refusesSqlThatSparkCannotResolve(SparkSession spark) {
        assertThatThrownBy(() -> rebuild(spark, "SELECT hour, nothing FROM kept", spec, "2026-11-22", "2026-11-23"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("reports.events_per_hour.sql: ");
    }

    @Test
    void isTheOnlyOneToRebuildTheReport(SparkSession spark) throws IOException {
        try (LakeLock held = LakeLock.take(files, "report-events_per_hour")) {
            assertThatThrownBy(() -> rebuild(spark, PER_HOUR, spec, "2026-11-22", "2026-11-23"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot be the owner of report-events_per_hour in this lake: ");
        }
    }

    private ReportRebuild.Rebuilt rebuild(SparkSession spark, String sql, StreamSpec with, String from, String to)
            throws IOException {
        ReportConfig report =
                new ReportConfig("events_per_hour", "events", with.filter(), sql, "hour", Duration.ofHours(1));
        return new ReportRebuild(spark, files, report).run(with, TimeRange.parse(from, to));
    }

    private Map<String, Long> table(SparkSession spark) {
        Map<String, Long> rows = new TreeMap<>();
        for (Row row : spark.read()
                .format("delta")
                .load(files.uri("reports/events_per_hour"))
                .collectAsList()) {
            rows.put(row.getTimestamp(0).toInstant().toString(), row.getLong(1));
        }
        return rows;
    }

    private long versions(SparkSession spark) {
        return DeltaTable.forPath(spark, files.uri("reports/events_per_hour"))
                .history()
                .count();
    }
}

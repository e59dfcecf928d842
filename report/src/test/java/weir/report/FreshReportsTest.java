package weir.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.config.WeirConfig;
import weir.lake.files.LakeLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.lake.Lines.event;
import static weir.lake.Lines.utf8;
import static weir.report.ReportLake.EVENTS;
import static weir.report.ReportLake.OTHERS;
import static weir.report.ReportLake.PER_HOUR;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class FreshReportsTest {

    @TempDir
    private Path folder;

    private ReportLake lake;
    private WeirConfig config;

    @BeforeEach
    void fillLake() throws IOException {
        lake = ReportLake.in(folder);
        config = lake.config(PER_HOUR);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:00Z",
                event(1, "2026-11-22T09:10:00Z", "es"),
                event(2, "2026-11-22T10:10:00Z", "es"),
                event(2, "2026-11-22T10:10:00Z", "es"),
                event(3, "2026-11-22T10:20:00Z", "pt"),
                event(4, "2026-11-22T10:59:59Z", "es"),
                utf8("{\"id\":6,\"lang\":\"es\",\"at\":\"yesterday\"}"),
                utf8("no record"));
    }

    @Test
    void buildsAReportFromEverythingThatPlansHaveFinished(SparkSession spark) throws IOException {
        lake.refresh(spark, config);

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "2 6"));
        assertThat(lake.versions(spark, "per_hour")).isEqualTo(1);
    }

    @Test
    void replacesOnlyTheWindowsThatAPlanHasTouched(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        lake.plan(EVENTS, "2026-11-22T10:45:00Z", event(7, "2026-11-22T10:30:00Z", "es"));

        lake.refresh(spark, config);

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "3 13"));
        assertThat(said(spark))
                .contains(
                        "\"cause\":\"refresh\"",
                        "\"from\":\"2026-11-22T10:00:00Z\",\"to\":\"2026-11-22T11:00:00Z\"",
                        "\"plans\":{\"events\":2}",
                        "\"coverage\":{\"received\":1,\"malformed\":0,");
    }

    @Test
    void needsNoSparkWhenNothingIsNew(SparkSession spark) throws IOException {
        lake.refresh(spark, config);

        new FreshReports(
                        config,
                        lake.files(),
                        () -> {
                            throw new AssertionError("asked for Spark");
                        },
                        Clock.systemUTC())
                .refresh(List.of("events"));
    }

    @Test
    void looksIntoTheTableIfTheMarkIsLost(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        lake.files().delete("state/reports/per_hour.json");

        lake.refresh(spark, config);

        assertThat(lake.versions(spark, "per_hour")).isEqualTo(1);
    }

    @Test
    void computesOtherWindowsAnewIfItIsTold(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        DeltaTable.forPath(spark, lake.files().uri("reports/per_hour")).updateExpr(Map.of("total", "total + 100"));

        lake.refresh(spark, config, Map.of("events", List.of(Instant.parse("2026-11-22T09:59:00Z"))));

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "2 106"));
    }

    @Test
    void keepsALiveReportAsItIsUnderAnotherConfiguration(SparkSession spark) throws IOException {
        lake.refresh(spark, config);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:05Z",
                event(7, "2026-11-22T10:30:00Z", "es"),
                event(8, "2026-11-22T11:30:00Z", "pt"));

        lake.refresh(spark, lake.config(PER_HOUR, "reports.per_hour.filter=lang = 'pt'"));

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "3 13"));
    }

    @Test
    void joinsTheRecordsOfOtherStreamsInTheSameWindow(SparkSession spark) throws IOException {
        WeirConfig joining = lake.config(
                """
                reports.pairs {
                  stream = events, join = others, time = hour, grain = 1h
                  sql = "SELECT date_trunc('HOUR', kept.at) AS hour, count(*) AS pairs FROM kept JOIN others USING (id) GROUP BY 1"
                }
                """);
        lake.refresh(spark, joining);
        lake.plan(
                OTHERS,
                "2026-11-22T13:00:00Z",
                event(1, "2026-11-22T09:20:00Z", "en"),
                event(2, "2026-11-22T09:20:00Z", "en"));

        lake.refresh(spark, joining);

        assertThat(lake.live(spark, "pairs")).isEqualTo(Map.of("2026-11-22T09", "1"));
        assertThat(lake.versions(spark, "pairs")).isEqualTo(2);
    }

    @Test
    void saysWhichColumnTheSqlLacks(SparkSession spark) throws IOException {
        WeirConfig timeless = lake.config(PER_HOUR, "reports.per_hour.time=minute");

        assertThatThrownBy(() -> lake.refresh(spark, timeless))
                .hasMessage(
                        "Cannot bring report per_hour up to date: reports.per_hour.time: the result of the report's SQL"
                                + " has no timestamp column \"minute\"; it has struct<hour:timestamp,events:bigint,total:bigint>");
    }

    @Test
    void refusesRowsWhoseTimeIsNoStartOfAWindow(SparkSession spark) throws IOException {
        WeirConfig shifted = lake.config(PER_HOUR, "reports.per_hour.sql=SELECT at AS hour, 1 AS events FROM kept");

        assertThatThrownBy(() -> lake.refresh(spark, shifted))
                .hasMessageStartingWith(
                        "Cannot bring report per_hour up to date: reports.per_hour.sql: a row has hour ="
                                + " 2026-11-22T")
                .hasMessageContaining(", which is no start of an interval of PT1H");
        assertThat(lake.files().exists("reports/per_hour/_delta_log/00000000000000000000.json"))
                .isFalse();
    }

    @Test
    void isTheOnlyOneToChangeTheReport(SparkSession spark) throws IOException {
        try (LakeLock held = LakeLock.take(lake.files(), "report-per_hour")) {
            assertThatThrownBy(() -> lake.refresh(spark, config))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot bring report per_hour up to date: Cannot be the owner of"
                            + " report-per_hour in this lake: ");
        }
    }

    private String said(SparkSession spark) {
        return DeltaTable.forPath(spark, lake.files().uri("reports/per_hour"))
                .history(1)
                .select("userMetadata")
                .first()
                .getString(0);
    }
}

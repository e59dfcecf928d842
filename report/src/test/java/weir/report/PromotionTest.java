package weir.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.command.DecisionNeededException;
import weir.lake.config.ConfigException;
import weir.lake.config.WeirConfig;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.lake.Lines.event;
import static weir.report.ReportLake.EVENTS;
import static weir.report.ReportLake.PER_HOUR;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class PromotionTest {

    private static final TimeRange TEN = TimeRange.parse("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");

    @TempDir
    private Path folder;

    private ReportLake lake;
    private WeirConfig config;

    @BeforeEach
    void makeReport(SparkSession spark) throws IOException {
        lake = ReportLake.in(folder);
        config = lake.config(PER_HOUR);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:00Z",
                event(1, "2026-11-22T09:10:00Z", "es"),
                event(2, "2026-11-22T10:10:00Z", "es"),
                event(3, "2026-11-22T10:20:00Z", "pt"),
                event(4, "2026-11-22T11:20:00Z", "pt"),
                event(5, "2026-11-22T11:20:00Z", "es"));
        lake.refresh(spark, config);
    }

    @Test
    void thereIsNoDifferenceWithTheSameFilterAndSql(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", null, TimeRange.ALL);

        assertThat(lake.difference(spark, "per_hour"))
                .isEqualTo(new Difference(
                        new Difference.Counts(3, 3, 0, 0, 0),
                        new Difference.Counts(3, 3, 0, 0, 0),
                        new TreeMap<>(),
                        List.of(),
                        List.of(),
                        Map.of("events", new Difference.Total("3", "3"), "total", new Difference.Total("8", "8")),
                        List.of()));
    }

    @Test
    void whatArrivesAfterTheLastRefreshIsNoDifference(SparkSession spark) throws IOException {
        lake.plan(EVENTS, "2026-11-22T12:00:05Z", event(7, "2026-11-22T10:30:00Z", "es"));

        lake.rebuild(spark, config, "per_hour", null, TimeRange.ALL);

        assertThat(lake.difference(spark, "per_hour").isEmpty()).isTrue();
    }

    @Test
    void showsWhatAnotherFilterAddsRemovesAndChanges(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt' OR id = 5", TimeRange.ALL);

        Difference difference = lake.difference(spark, "per_hour");

        assertThat(difference.rows()).isEqualTo(new Difference.Counts(3, 2, 0, 1, 2));
        assertThat(difference.windows()).isEqualTo(new Difference.Counts(3, 2, 0, 1, 2));
        assertThat(difference.samples().get(0))
                .isEqualTo(new Difference.Sample(
                        Difference.Kind.REMOVED,
                        "2026-11-22T09:00:00Z",
                        Map.of(),
                        Map.of("events", "1", "total", "1"),
                        Map.of()));
        assertThat(lake.live(spark, "per_hour")).hasSize(3);
    }

    @Test
    void replacesExactlyTheRangeInOneCommit(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);

        Promotion.Promoted promoted = lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);

        assertThat(promoted.version()).isEqualTo(1);
        assertThat(lake.versions(spark, "per_hour")).isEqualTo(2);
        assertThat(lake.live(spark, "per_hour"))
                .isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "1 3", "2026-11-22T11", "1 5"));
        assertThat(lake.files().exists("state/shadows/per_hour.json")).isFalse();
        assertThat(lake.files().exists("shadows/reports/per_hour")).isFalse();
    }

    @Test
    void emptiesARangeInWhichNothingIsKept(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "false", TEN);

        lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T11", "1 5"));
    }

    @Test
    void aPromotedRangeIsKeptFreshAsItWasPromoted(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);
        lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:05Z",
                event(7, "2026-11-22T10:30:00Z", "es"),
                event(8, "2026-11-22T10:30:00Z", "pt"),
                event(9, "2026-11-22T11:30:00Z", "es"),
                event(10, "2026-11-22T11:30:00Z", "pt"));

        lake.refresh(spark, config);

        assertThat(lake.live(spark, "per_hour"))
                .isEqualTo(Map.of("2026-11-22T09", "1 1", "2026-11-22T10", "2 11", "2026-11-22T11", "2 14"));
    }

    @Test
    void isRefusedIfTheLiveReportHasMovedOnInTheRange(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);
        lake.plan(EVENTS, "2026-11-22T12:00:05Z", event(7, "2026-11-22T10:30:00Z", "es"));
        lake.refresh(spark, config);

        assertThatThrownBy(() -> lake.promote(spark, "per_hour", Promotion.Changes.REFUSED))
                .isInstanceOf(DecisionNeededException.class)
                .hasMessageStartingWith(
                        "Cannot promote the shadow of per_hour: the live report has moved on since the two"
                                + " were compared, in 2026-11-22T10:00:00Z to 2026-11-22T11:00:00Z. Nothing was changed.");
        assertThat(lake.versions(spark, "per_hour")).isEqualTo(2);
    }

    @Test
    void saysInALineWhatAJobFailedOf(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(path -> path.toString().contains("shadows"))
                    .filter(path -> path.toString().endsWith(".parquet"))
                    .toList()) {
                Files.writeString(file, "no rows");
            }
        }

        assertThatThrownBy(() -> lake.promote(spark, "per_hour", Promotion.Changes.REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot promote the shadow of per_hour: ")
                .hasMessageContaining(".parquet")
                .hasMessageEndingWith("bin/replay report per_hour computes it again.")
                .message()
                .hasLineCount(1);
    }

    @Test
    void isRefusedIfRecordsCameThatOnlyItsFilterKeeps(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);
        lake.plan(EVENTS, "2026-11-22T12:00:05Z", event(7, "2026-11-22T10:30:00Z", "pt"));
        lake.refresh(spark, config);

        assertThatThrownBy(() -> lake.promote(spark, "per_hour", Promotion.Changes.REFUSED))
                .isInstanceOf(DecisionNeededException.class);
    }

    @Test
    void takesInWhatHasChangedSinceIfItIsTold(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TimeRange.ALL);
        lake.plan(
                EVENTS,
                "2026-11-22T12:00:05Z",
                event(7, "2026-11-22T10:30:00Z", "pt"),
                event(8, "2026-11-22T10:30:00Z", "es"));
        lake.refresh(spark, config);

        lake.promote(spark, "per_hour", Promotion.Changes.COMPUTED_ANEW);

        assertThat(lake.live(spark, "per_hour")).isEqualTo(Map.of("2026-11-22T10", "2 10", "2026-11-22T11", "1 4"));
    }

    @Test
    void goesOnIfTheLiveReportHasMovedOnElsewhere(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", "lang = 'pt'", TEN);
        lake.plan(EVENTS, "2026-11-22T12:00:05Z", event(7, "2026-11-22T09:30:00Z", "es"));
        lake.refresh(spark, config);

        lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);

        assertThat(lake.live(spark, "per_hour"))
                .isEqualTo(Map.of("2026-11-22T09", "2 8", "2026-11-22T10", "1 3", "2026-11-22T11", "1 5"));
    }

    @Test
    void takesOtherColumnsForTheWholeReportOnly(SparkSession spark) throws IOException {
        WeirConfig other = lake.config(
                PER_HOUR,
                "reports.per_hour.sql=SELECT date_trunc('HOUR', at) AS hour, max(id) AS latest FROM kept GROUP BY 1");
        lake.rebuild(spark, other, "per_hour", null, TEN);

        assertThatThrownBy(() -> lake.promote(spark, "per_hour", Promotion.Changes.REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its columns, its time or its grain are not those of the rest");

        lake.rebuild(spark, other, "per_hour", null, TimeRange.ALL);
        assertThat(lake.difference(spark, "per_hour").columnsAdded()).containsExactly("latest bigint");
        lake.promote(spark, "per_hour", Promotion.Changes.REFUSED);
        assertThat(lake.live(spark, "per_hour"))
                .isEqualTo(Map.of("2026-11-22T09", "1", "2026-11-22T10", "2", "2026-11-22T11", "5"));
    }

    @Test
    void refusesAPartOfAWindow(SparkSession spark) {
        assertThatThrownBy(() -> lake.rebuild(
                        spark, config, "per_hour", null, TimeRange.parse("2026-11-22T10:30:00Z", "2026-11-23")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Cannot rebuild per_hour for a part of an interval: 2026-11-22T10:30:00Z is not on its grain of"
                                + " PT1H; take 2026-11-22T10:00:00Z or 2026-11-22T11:00:00Z");
    }

    @Test
    void thereIsNothingToPromoteOrDiscardAfterADiscard(SparkSession spark) throws IOException {
        lake.rebuild(spark, config, "per_hour", null, TEN);
        ReportRebuild.discard(lake.files(), "per_hour");

        assertThatThrownBy(() -> lake.promote(spark, "per_hour", Promotion.Changes.REFUSED))
                .hasMessage(
                        "Report per_hour has no shadow: bin/replay report per_hour --from T --to T makes one and shows"
                                + " how it differs");
        assertThatThrownBy(() -> ReportRebuild.discard(lake.files(), "per_hour"))
                .hasMessageStartingWith("Report per_hour has no shadow");
    }
}

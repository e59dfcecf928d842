package weir.replay.export;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

class ChartDataTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-22T11:00:00Z");
    private static final TimeRange RANGE = new TimeRange(TEN, TEN.plusSeconds(7_200));
    private static final ReportColumn HOUR = new ReportColumn("hour", false);
    private static final ReportColumn TWEETS = new ReportColumn("tweets", true);
    private static final ReportColumn LANG = new ReportColumn("lang", false);

    @Test
    void showsTheFirstNumbersOverTheTime() {
        ChartData data = of(List.of(HOUR, TWEETS), row(TEN, 3L), row(ELEVEN, (Object) null));

        assertThat(data.measure()).isEqualTo("tweets");
        assertThat(data.series()).singleElement().satisfies(series -> {
            assertThat(series.name()).isEmpty();
            assertThat(series.values()).isEqualTo(Map.of(TEN, BigDecimal.valueOf(3)));
        });
    }

    @Test
    void hasASeriesForEachValueOfAnotherColumn() {
        ChartData data = of(List.of(HOUR, LANG, TWEETS), row(TEN, "pt", 3L), row(TEN, "es", 4), row(ELEVEN, "pt", 5.5));

        assertThat(data.series()).extracting(ChartData.Series::name).containsExactly("pt", "es");
        assertThat(data.totals()).isEqualTo(Map.of(TEN, new BigDecimal("7"), ELEVEN, new BigDecimal("5.5")));
        assertThat(data.extent()).containsExactly(0, 7);
    }

    @Test
    void putsTheSmallestTogether() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            rows.add(row(TEN, "lang " + i, (long) i));
        }

        ChartData data = ChartData.of(new ReportRows(List.of(HOUR, LANG, TWEETS), 0, rows), RANGE, Duration.ofHours(1));

        assertThat(data.series())
                .extracting(ChartData.Series::name)
                .containsExactly("lang 9", "lang 8", "lang 7", "lang 6", "lang 5", "other");
        assertThat(data.series().get(5).values()).isEqualTo(Map.of(TEN, BigDecimal.valueOf(1 + 2 + 3 + 4)));
    }

    @Test
    void countsRowsWithoutANumber() {
        ChartData data = of(List.of(HOUR), row(TEN), row(TEN), row(ELEVEN));

        assertThat(data.measure()).isEqualTo("rows");
        assertThat(data.totals()).isEqualTo(Map.of(TEN, new BigDecimal(2), ELEVEN, new BigDecimal(1)));
    }

    @Test
    void leavesOutWhatCannotBeDrawn() {
        ChartData data = of(
                List.of(HOUR, TWEETS),
                row(TEN, Double.NaN),
                row(ELEVEN, Double.POSITIVE_INFINITY),
                Arrays.asList(null, 7L),
                row(ELEVEN, -2.5f));

        assertThat(data.totals()).isEqualTo(Map.of(ELEVEN, new BigDecimal("-2.5")));
        assertThat(data.extent()).containsExactly(-2.5, 0);
        assertThat(of(List.of(HOUR, TWEETS)).series()).hasSize(1);
    }

    private static ChartData of(List<ReportColumn> columns, List<?>... rows) {
        List<List<Object>> all = new ArrayList<>();
        for (List<?> row : rows) {
            all.add(new ArrayList<>(row));
        }
        return ChartData.of(new ReportRows(columns, 0, all), RANGE, Duration.ofHours(1));
    }

    private static List<Object> row(Instant time, Object... values) {
        List<Object> row = new ArrayList<>(List.of(Timestamp.from(time)));
        row.addAll(Arrays.asList(values));
        return row;
    }
}

package weir.report;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import weir.lake.config.ReportConfig;

import static org.assertj.core.api.Assertions.assertThat;

class ReportChartTest {

    private static final StructType COLUMNS =
            new StructType().add("hour", DataTypes.TimestampType).add("events", DataTypes.LongType);

    private final ReportConfig report =
            new ReportConfig("per_hour", "events", "true", "SELECT 1", "hour", Duration.ofHours(1));

    @Test
    void drawsABarInProportionToEachValue() {
        ReportChart chart = ReportChart.of(report, List.of(row("10:00", 48), row("11:00", 24), row("12:00", 1)));

        assertThat(chart.lines())
                .containsExactly(
                        "per_hour: events",
                        "  2026-11-22T10:00:00Z         48 " + "█".repeat(48),
                        "  2026-11-22T11:00:00Z         24 " + "█".repeat(24),
                        "  2026-11-22T12:00:00Z          1 █");
    }

    @Test
    void hasNoBarForNothing() {
        ReportChart chart = ReportChart.of(report, List.of(row("10:00", 0)));

        assertThat(chart.lines()).containsExactly("per_hour: events", "  2026-11-22T10:00:00Z          0 ");
    }

    @Test
    void isEmptyWithoutRows() {
        assertThat(ReportChart.of(report, List.of()).lines()).isEmpty();
    }

    private static Row row(String hour, long events) {
        Timestamp time = Timestamp.from(Instant.parse("2026-11-22T" + hour + ":00Z"));
        return new GenericRowWithSchema(new Object[] {time, events}, COLUMNS);
    }
}

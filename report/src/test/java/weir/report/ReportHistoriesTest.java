package weir.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

/** One half of the histories, and what they would show if something were wrong. */
class ReportHistoriesTest extends ReportHistories {

    static LongStream seeds() {
        return half(0);
    }

    @Test
    void aReportWithOneOtherRowDiffers(SparkSession spark, @TempDir Path home) throws IOException {
        ReportHistory.Kind kind = ReportHistory.KINDS.get(0);
        TablelessLake lake = new TablelessLake(spark, Files.createDirectories(home.resolve("other")), kind, false);
        ReportHistory history = new ReportHistory(SEED, spark, lake, List.of(kind));
        history.step();
        String table = lake.files().uri("reports/" + kind);
        Row row = spark.read()
                .format("delta")
                .load(table)
                .where("total IS NOT NULL")
                .first();
        spark.sql("UPDATE delta.`" + table + "` SET total = total + 1 WHERE hour = TIMESTAMP '"
                + row.getTimestamp(0).toInstant() + "'");

        Difference.Counts rows =
                history.rebuilt(kind, TimeRange.ALL, "lang = 'es'").rows();

        assertThat(List.of(rows.added(), rows.removed(), rows.changed())).containsExactly(0L, 0L, 1L);
    }
}

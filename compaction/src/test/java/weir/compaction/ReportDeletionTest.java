package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.config.WeirConfig;
import weir.lake.history.TimeRange;
import weir.report.ReportDefinition;
import weir.report.ReportRebuild;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message takes back is gone from the reports with the next compaction, also what only the report keeps. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class ReportDeletionTest {

    private static final String REPORT =
            """
            reports.per_hour {
              stream = notes, filter = "true", time = hour, grain = 1h
              sql = "SELECT date_trunc('HOUR', at) AS hour, count(*) AS notes, count(place) AS places FROM kept GROUP BY 1"
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aReportForgetsWhatWasTakenBack(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.notes("id <> 4")).withReports(REPORT);
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T07:59:00Z", 7),
                        Lines.note(2, "2026-11-22T08:59:01Z", 7),
                        Lines.note(3, "2026-11-22T08:59:02Z", 8),
                        Lines.note(4, "2026-11-22T09:59:02Z", 8)));
        lake.compact(spark);
        assertThat(live(spark, lake)).hasToString("{07=1 1, 08=2 2, 09=1 1}");
        WeirConfig config = lake.config();
        ReportRebuild rebuild = new ReportRebuild(spark, lake.files(), "per_hour");
        rebuild.run(ReportDefinition.of(config, config.report("per_hour")), TimeRange.ALL);
        assertThat(lake.tree("shadows")).isNotEmpty();
        lake.commit(
                "2026-11-22T12:00:00Z",
                List.of(
                        Lines.utf8("{\"delete\":{\"id\":2}}"),
                        Lines.utf8("{\"delete\":{\"id\":4}}"),
                        Lines.utf8("{\"forget\":{\"author\":7,\"up_to\":1}}")));

        lake.compact(spark, "compaction.deletion.version-deadline=0s");

        assertThat(lake.tree("shadows")).isEmpty();
        assertThat(live(spark, lake)).hasToString("{07=1 0, 08=1 1}");
        rebuild.run(ReportDefinition.of(config, config.report("per_hour")), TimeRange.ALL);
        assertThat(rebuild.difference().isEmpty()).isTrue();
    }

    private static SortedMap<String, String> live(SparkSession spark, TestLake lake) {
        SortedMap<String, String> rows = new TreeMap<>();
        for (Row row : spark.read()
                .format("delta")
                .load(lake.files().uri("reports/per_hour"))
                .collectAsList()) {
            rows.put(
                    row.getTimestamp(0).toInstant().toString().substring(11, 13),
                    row.getLong(1) + " " + row.getLong(2));
        }
        return rows;
    }
}

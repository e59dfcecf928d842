package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.StreamSpec;
import weir.lake.history.PromotionMark;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was computed anew of a table, and then damaged, is refused, and stands in nobody's way. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class DamagedShadowTest {

    private static final StreamSpec OTHER = MixedLines.spec().withFilter("n < 3");

    @TempDir
    private Path folder;

    private final TableRebuilds rebuilds = TableRebuilds.load();
    private TestLake lake;
    private SparkSession spark;
    private List<String> rows;

    @BeforeEach
    void compute(SparkSession session) throws IOException {
        spark = session;
        lake = TestLake.of(folder, MixedLines.spec());
        MixedLines.commitFirst(lake);
        lake.compact(spark);
        rows = TableState.rows(lake, spark, "events");
        rebuilds.compute(spark, lake.files(), OTHER);
    }

    private void promote() throws IOException {
        rebuilds.promote(spark, lake.files(), "events", Changes.REFUSED);
    }

    @Test
    void isNotPromotedWhereAFileOfItIsDamaged() throws IOException {
        for (String file : lake.tree("shadows/tables/events")) {
            if (file.endsWith(".parquet")) {
                Files.writeString(lake.path(file), "no rows");
            }
        }

        assertThatThrownBy(this::promote)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot promote the table of events: ")
                .hasMessageContaining(".parquet")
                .hasMessageEndingWith(
                        "Nothing was changed. If what was computed anew cannot be read, bin/replay table events computes it"
                                + " again.")
                .message()
                .hasLineCount(1);
        assertThat(TableState.rows(lake, spark, "events")).isEqualTo(rows);
        assertThat(lake.tree("state/promotions")).isEmpty();

        rebuilds.compute(spark, lake.files(), OTHER);
        promote();

        assertThat(TableState.rows(lake, spark, "events")).hasSize(2);
    }

    @Test
    void doesNotHinderACompactionWhereItsDescriptionIsDamaged() throws IOException {
        new PromotionMark(lake.files(), "events").put("a shadow");
        Files.writeString(lake.path("state/shadows/tables/events.json"), "{");

        lake.compact(spark);

        assertThat(lake.tree("state/promotions")).isEmpty();
        rebuilds.discard(lake.files(), "events");
        assertThat(lake.tree("state/shadows")).isEmpty();
    }
}

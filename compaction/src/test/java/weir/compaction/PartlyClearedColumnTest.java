package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.schema.Schema;
import weir.lake.source.SourceOptions;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;

/** A column that takes its value from a member that messages clear, or else from another one. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class PartlyClearedColumnTest {

    private static final String SCHEMA =
            """
            format = 1
            control = [forget]
            columns = [
              { name = id, type = bigint }
              { name = at, type = timestamp }
              { name = author, type = bigint }
              { name = whereabouts, type = struct, from = [place, home], fields = [ { name = town, type = string } ] }
              { name = place, type = struct, fields = [ { name = town, type = string } ] }
            ]
            deletions = [ { message = forget, column = author, value = forget, clear = [place] } ]
            """;

    private static final StreamSpec SPEC =
            new StreamSpec("walks", Schema.parse(SCHEMA, "walks"), List.of("id"), "at", "true");

    @TempDir
    private Path folder;

    private TestLake lake;
    private SparkSession spark;

    /** 1 has only what is to be cleared, 2 also what is not, 3 only that, 4 is of another author. */
    @BeforeEach
    void capture(SparkSession session) throws IOException {
        spark = session;
        lake = TestLake.of(folder, SPEC);
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        walk(1, 7, "\"place\":{\"town\":\"Bonn\"}"),
                        walk(2, 7, "\"place\":{\"town\":\"Bonn\"},\"home\":{\"town\":\"Ulm\"}")));
        lake.commit(
                "2026-11-22T11:00:00Z",
                List.of(
                        walk(3, 7, "\"home\":{\"town\":\"Kiel\"}"),
                        walk(4, 8, "\"place\":{\"town\":\"Jena\"},\"home\":{\"town\":\"Ulm\"}")));
        lake.compact(spark);
        lake.commit(
                "2026-11-22T12:00:00Z",
                List.of(
                        Lines.utf8("{\"forget\":7}"),
                        walk(5, 7, "\"place\":{\"town\":\"Bonn\"},\"home\":{\"town\":\"Trier\"}")));
    }

    private static byte[] walk(long id, long author, String members) {
        return Lines.utf8(
                "{\"id\":%d,\"at\":\"2026-11-22T09:00:00Z\",\"author\":%d,%s}".formatted(id, author, members));
    }

    private static List<String> towns(Dataset<Row> rows) {
        return rows
                .orderBy("id")
                .selectExpr("concat_ws(' ', id, whereabouts.town, place.town)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void hasWhatTheLineHasLeft() throws IOException {
        String[] left = {"1", "2 Ulm", "3 Kiel", "4 Jena Jena", "5 Trier"};
        Dataset<Row> replayed = spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(lake.files().uri(""), SPEC).keptOnly().toMap())
                .load();
        assertThat(towns(replayed)).containsExactly(left);
        assertThat(towns(new LiveView(lake.files(), spark, SPEC).rows())).containsExactly(left);

        lake.compact(spark);

        assertThat(towns(lake.table(spark, "walks"))).containsExactly(left);
        TableRebuilds rebuilds = TableRebuilds.load();
        rebuilds.compute(spark, lake.files(), SPEC);
        assertThat(rebuilds.difference(spark, lake.files(), "walks").isEmpty()).isTrue();
    }
}

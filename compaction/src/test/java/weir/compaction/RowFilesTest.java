package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.raw.Manifest;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are written while lines are judged: they are in the table, or they are gone. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class RowFilesTest {

    @TempDir
    private Path folder;

    /** Beside a microbatch that is not sound the rows are given up, and Spark writes. */
    @Test
    void areWhatSparkWouldHaveWritten(SparkSession spark) throws IOException {
        TestLake ours = TestLake.of(folder.resolve("ours"), MixedLines.spec());
        TestLake sparks = TestLake.of(folder.resolve("sparks"), MixedLines.spec());
        spoil(sparks, sparks.commit("2026-11-22T12:00:00Z", List.of(MixedLines.event(99, "", ""))));
        for (TestLake lake : List.of(ours, sparks)) {
            MixedLines.commitFirst(lake);
            lake.compact(spark);
        }

        assertThat(ours.table(spark, "events").collectAsList())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        sparks.table(spark, "events").collectAsList());
        assertThat(added(ours)).isNotEmpty().isEqualTo(added(sparks));
        assertThat(fileSchema(ours, spark)).isEqualTo(fileSchema(sparks, spark));
        assertThat(new StreamTable(spark, ours.files().uri("tables/events"), MixedLines.spec()).dataFiles())
                .as("files are written here")
                .isPresent();
        assertThat(names(ours)).allMatch(name -> name.matches("dt=2026-11-22/part-00000-.*\\.c000\\.snappy\\.parquet"));
    }

    @Test
    void areGoneWhereTheyHeldDuplicates(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, MixedLines.spec());
        MixedLines.commitFirst(lake);
        lake.compact(spark);
        MixedLines.commitSecond(lake);

        Result result = lake.compact(spark).results().get(0);

        assertThat(result.rows()).isEqualTo(7);
        assertThat(result.duplicates()).isEqualTo(5);
        assertThat(lake.table(spark, "events").count()).isEqualTo(12);
        requireNothingElse(lake, spark);
    }

    @Test
    void areGoneWhenAMicrobatchIsNotSound(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, MixedLines.spec());
        Manifest first = lake.commit("2026-11-22T19:00:00Z", List.of(event(98), event(99)));
        MixedLines.commitFirst(lake);
        spoil(lake, first);

        Outcome outcome = lake.compact(spark);

        assertThat(outcome.problems()).hasSize(1);
        assertThat(lake.table(spark, "events").select("id").as(Encoders.LONG()).collectAsList())
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        requireNothingElse(lake, spark);
    }

    @Test
    void areGoneWhenThereAreMoreDaysThanAFew(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, MixedLines.spec());
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        MixedLines.event(1, "2026-11-20T10:00:00Z", "a"),
                        MixedLines.event(2, "2026-11-21T10:00:00Z", "b"),
                        MixedLines.event(3, "2026-11-22T10:00:00Z", "c"),
                        MixedLines.event(4, "2026-11-20T10:00:00Z", "d")));

        lake.compact(spark);

        assertThat(lake.table(spark, "events").count()).isEqualTo(4);
        assertThat(names(lake)).hasSize(3);
        requireNothingElse(lake, spark);
    }

    @Test
    void haveTheColumnsThatTheTableHasThen(SparkSession spark) throws IOException {
        TestLake before = TestLake.of(folder, spec("{ name = a, type = string }"));
        before.commit("2026-11-22T10:00:00Z", List.of(line(1)));
        before.compact(spark);
        TestLake after = TestLake.of(folder, spec("{ name = b, type = bigint }"));
        for (int i = 2; i <= 3; i++) { // Spark adds the column, then files are written here again
            after.commit("2026-11-22T10:00:0%dZ".formatted(i), List.of(line(i)));
            after.compact(spark);
        }

        assertThat(after.table(spark, "few").select("id", "a", "b", "_line").collectAsList())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("[1,x1,null,0]", "[2,null,2,0]", "[3,null,3,0]");
        requireNothingElse(after, spark);
    }

    private static StreamSpec spec(String column) {
        return new StreamSpec(
                "few",
                Schema.parse(
                        """
                        format = 1
                        columns = [
                          { name = id, type = bigint }
                          %s
                          { name = at, type = timestamp }
                        ]
                        """
                                .formatted(column),
                        "few"),
                List.of("id"),
                "at",
                "true");
    }

    private static byte[] line(int id) {
        return Lines.utf8("{\"id\":%d,\"a\":\"x%d\",\"b\":%d,\"at\":\"2026-11-22T10:00:00Z\"}".formatted(id, id, id));
    }

    private static byte[] event(long id) {
        return MixedLines.event(id, "2026-11-22T19:00:00Z", "of a microbatch that is not sound");
    }

    /** Changes the last byte, so that all lines but the last are read as they were. */
    private static void spoil(TestLake lake, Manifest manifest) throws IOException {
        Path part = lake.path(manifest.microbatch().path("part-00000"));
        byte[] content = Files.readAllBytes(part);
        content[content.length - 1] = ' ';
        Files.write(part, content);
    }

    /** What the commits say of the files that they add, but for their names, sizes and times. */
    private static Set<String> added(TestLake lake) throws IOException {
        Set<String> added = new TreeSet<>();
        for (JsonNode action : DeltaFiles.actions(lake.path("tables/events"))) {
            JsonNode add = action.path("add");
            if (!add.isMissingNode()) {
                added.add(add.path("partitionValues") + " " + add.path("dataChange") + " "
                        + add.path("stats").asText());
            }
        }
        return added;
    }

    private static String fileSchema(TestLake lake, SparkSession spark) {
        return spark.read()
                .parquet(lake.table(spark, "events").inputFiles())
                .schema()
                .treeString();
    }

    private static List<String> names(TestLake lake) throws IOException {
        String table = "tables/" + lake.specs().get(0).name() + "/";
        return lake.tree(table).stream()
                .filter(path -> path.endsWith(".parquet") && !path.contains("_delta_log"))
                .map(path -> path.substring(table.length()))
                .toList();
    }

    private static void requireNothingElse(TestLake lake, SparkSession spark) throws IOException {
        String[] files = lake.table(spark, lake.specs().get(0).name()).inputFiles();
        assertThat(names(lake))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(files)
                        .map(file -> file.substring(file.lastIndexOf("/dt=") + 1))
                        .toList());
    }
}

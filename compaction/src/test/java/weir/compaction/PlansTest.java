package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Plans of special content, one after the other. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class PlansTest {

    private static final String NOON = "2026-11-22T12:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void makesTheSameTableInBoundedPlans(SparkSession spark) throws IOException {
        TestLake one = TestLake.of(folder.resolve("one"), Lines.events("lang = 'pt'"));
        TestLake bounded = TestLake.of(folder.resolve("bounded"), Lines.events("lang = 'pt'"));
        for (int batch = 0; batch < 7; batch++) {
            List<byte[]> lines = new ArrayList<>();
            for (int line = 0; line < 6; line++) {
                lines.add(MixedLines.event((batch * 4 + line * line) % 11, NOON, "line " + line + " of " + batch));
            }
            one.commit("2026-11-22T23:59:%02dZ".formatted(50 + batch), lines);
            bounded.commit("2026-11-22T23:59:%02dZ".formatted(50 + batch), lines);
        }

        Outcome whole = one.compact(spark);
        Outcome inSteps = bounded.compact(spark, "compaction.plan.max-microbatches=2");

        assertThat(whole.results()).hasSize(1);
        assertThat(inSteps.results())
                .extracting(result -> result.plan().number())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(inSteps.results())
                .extracting(result -> result.plan().microbatches().size())
                .containsExactly(2, 2, 2, 1);
        assertThat(inSteps.results().stream().mapToLong(Result::rows).sum())
                .isEqualTo(whole.results().get(0).rows());
        assertThat(inSteps.results().stream().mapToLong(Result::duplicates).sum())
                .isEqualTo(whole.results().get(0).duplicates());
        assertThat(LakeState.of(bounded, spark, "events").rows())
                .isEqualTo(LakeState.of(one, spark, "events").rows());
    }

    @Test
    void finishesPlansThatAddNoRow(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("lang = 'pt'"));
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "en"), Lines.utf8("{"), Lines.utf8("")));
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.utf8("}"), Lines.utf8("{\"delete\":{}}")));
        lake.commitParts("2026-11-22T10:00:10Z", List.of());

        Outcome outcome = lake.compact(spark, "compaction.plan.max-microbatches=1");

        assertThat(outcome.results()).extracting(Result::rows).containsExactly(0L, 0L, 0L);
        assertThat(outcome.results()).extracting(Result::malformed).containsExactly(1L, 1L, 0L);
        assertThat(outcome.results()).extracting(Result::tableVersion).containsExactly(1L, 2L, 3L);
        assertThat(DeltaFiles.transactions(lake.path("tables/events")))
                .containsExactly("weir/events 1", "weir/events 2", "weir/events 3");
        assertThat(new PlanStore(lake.files(), "events").unfinished()).isEmpty();
        assertThat(lake.tree("raw")).isEmpty();
        assertThat(lake.table(spark, "events").count()).isZero();
    }

    @Test
    void goesOnWithASchemaThatGainedAColumn(SparkSession spark) throws IOException {
        StreamSpec old = Lines.events("true");
        String gained = old.schema()
                .text()
                .replace("columns = [", "columns = [\n{ name = place, type = string, from = [user.place] }");
        StreamSpec wider = new StreamSpec("events", Schema.parse(gained, "events"), old.key(), "at", "true");
        TestLake.of(folder, old).commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        TestLake.of(folder, old).compact(spark);
        TestLake lake = TestLake.of(folder, wider);
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.utf8("{\"id\":2,\"user\":{\"place\":\"Aveiro\"}}")));

        lake.compact(spark);

        assertThat(lake
                        .table(spark, "events")
                        .orderBy("id")
                        .selectExpr("concat_ws(' ', id, place, lang)")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0)))
                .containsExactly("1 pt", "2 Aveiro");
    }

    @Test
    void goesOnAfterAUserGaveTheTableAProperty(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        lake.compact(spark);
        spark.sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval 60 days')"
                .formatted(lake.files().uri("tables/events")));
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));

        lake.compact(spark);

        assertThat(lake.table(spark, "events").count()).isEqualTo(2);
        assertThat(DeltaFiles.actions(lake.path("tables/events")))
                .filteredOn(action -> action.has("metaData"))
                .last()
                .asString()
                .contains("interval 60 days");
    }

    @Test
    void compactsTheOthersWhenAPartIsUnsound(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        Manifest unsound = commitThree(lake);
        Files.write(lake.path(unsound.microbatch().path("part-00000")), Lines.event(5, NOON, "pt"));

        Outcome outcome = lake.compact(spark);

        requireTheOthers(lake, spark, outcome, unsound);
    }

    @Test
    void compactsTheOthersWhenAManifestIsUnsound(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        Manifest unsound = commitThree(lake);
        Files.writeString(lake.path(unsound.microbatch().path(Microbatch.MANIFEST)), "{\"format\":");

        Outcome outcome = lake.compact(spark);

        requireTheOthers(lake, spark, outcome, unsound);
    }

    /** @return the one in the middle */
    private static Manifest commitThree(TestLake lake) throws IOException {
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        Manifest middle = lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));
        lake.commit("2026-11-22T10:00:10Z", List.of(Lines.event(3, NOON, "pt")));
        return middle;
    }

    private static void requireTheOthers(TestLake lake, SparkSession spark, Outcome outcome, Manifest unsound)
            throws IOException {
        assertThat(outcome.results()).singleElement().satisfies(result -> assertThat(result.rows())
                .isEqualTo(2));
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .contains(unsound.microbatch().folder());
        assertThat(lake.tree("raw"))
                .containsExactly(
                        unsound.microbatch().path(Microbatch.MANIFEST),
                        unsound.microbatch().path("part-00000"));
        assertThat(lake.table(spark, "events").where("id <> 2").count()).isEqualTo(2);
        assertThat(lake.table(spark, "events").count()).isEqualTo(2);
    }
}

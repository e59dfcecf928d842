package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.command.DecisionNeededException;
import weir.lake.files.CorruptLakeException;
import weir.lake.filter.Filter;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a run does with a plan of an earlier one when the world has changed meanwhile. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class UnfinishedPlanTest {

    private static final String NOON = "2026-11-22T12:00:00Z";
    private static final StreamSpec PORTUGUESE = Lines.events("lang = 'pt'");

    /** An error for every record that has tags. */
    private static final String FAILING = "element_at(tags, 0) = 'a'";

    @TempDir
    private Path folder;

    @Test
    void skipsNothingAfterThePlansWereDeleted(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, PORTUGUESE);
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));
        lake.compact(spark, "compaction.plan.max-microbatches=1");
        for (String path : lake.tree("state/plans")) {
            Files.delete(lake.path(path));
        }
        lake.commit("2026-11-22T10:00:10Z", List.of(Lines.event(3, NOON, "pt")));

        Outcome outcome = lake.compact(spark);

        assertThat(outcome.results()).singleElement().satisfies(result -> {
            assertThat(result.plan().number()).isEqualTo(3);
            assertThat(result.rows()).isEqualTo(1);
        });
        assertThat(lake.table(spark, "events").count()).isEqualTo(3);
        assertThat(DeltaFiles.transactions(lake.path("tables/events")))
                .containsExactly("weir/events 1", "weir/events 2", "weir/events 3");
    }

    @Test
    void removesNothingForAPlanThatTheTableDoesNotKnow(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, PORTUGUESE);
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        lake.compact(spark);
        for (String path : lake.tree("state/plans")) {
            Files.delete(lake.path(path));
        }
        Manifest waiting = lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));
        writePlan(lake, waiting);
        List<String> before = lake.tree("");

        assertThatThrownBy(() -> lake.compact(spark))
                .isInstanceOf(CommitUnknownException.class)
                .isInstanceOf(DecisionNeededException.class)
                .hasMessage("Cannot find the commit of plan 1 of events in the log of "
                        + lake.files().uri("tables/events")
                        + ", though the table says that it has this plan. Nothing was removed. Either the log was cut,"
                        + " or state/plans is not the one that belongs to this table.");
        assertThat(lake.tree("")).isEqualTo(before);
        assertThat(lake.table(spark, "events").count()).isEqualTo(1);
    }

    @Test
    void commitsNothingWhenLinesOfThePlanAreGone(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, PORTUGUESE);
        Manifest lost = lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        Manifest kept = lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));
        writePlan(lake, lost, kept);
        lake.files().delete(lost.microbatch().folder());

        assertThatThrownBy(() -> lake.compact(spark))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot run plan 1 of events: its microbatches from events-1795341600000 to"
                        + " events-1795341605000 had 2 lines when it was made, and have 1 now. Nothing was committed"
                        + " or removed. Restore what is missing.");
        assertThat(DeltaFiles.transactions(lake.path("tables/events"))).isEmpty();
        assertThat(lake.tree("archive")).isEmpty();
        assertThat(lake.tree("quarantine")).isEmpty();
        assertThat(lake.path(kept.microbatch().folder())).isDirectory();
    }

    @Test
    void judgesByTheNewFilterWhatWasNotCommitted(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, PORTUGUESE);
        writePlan(lake, lake.commit(NOON, List.of(Lines.event(1, NOON, "pt"), Lines.event(2, NOON, "en"))));

        Outcome outcome = TestLake.of(folder, Lines.events("true")).compact(spark);

        assertThat(outcome.results().get(0).rows()).isEqualTo(2);
        assertThat(outcome.results().get(0).dropped()).isZero();
        assertThat(DeltaFiles.infos(lake.path("tables/events")))
                .extracting(CommitInfo::filterHash)
                .containsExactly(Filter.of("true", PORTUGUESE.schema()).hash());
    }

    @Test
    void countsWhatWasCommittedByTheFilterOfTheCommit(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder.resolve("before"), PORTUGUESE);
        lake.commit(NOON, List.of(Lines.event(1, NOON, "pt"), Lines.event(2, NOON, "en")));
        TestLake after = TestLake.of(folder.resolve("after"), PORTUGUESE);
        KilledRun.copyTree(lake.root(), after.root());
        Outcome undisturbed = after.compact(spark);
        KilledRun run = new KilledRun(lake.root(), after.root(), 1);
        TestLake killed = TestLake.of(folder.resolve("killed"), Lines.events("true"));
        run.make(killed.root(), committed(run));

        Outcome outcome = killed.compact(spark);

        assertThat(outcome).isEqualTo(undisturbed);
        assertThat(outcome.results().get(0).dropped()).isEqualTo(1);
        assertThat(killed.table(spark, "events").count()).isEqualTo(1);
        assertThat(DeltaFiles.infos(killed.path("tables/events")))
                .extracting(CommitInfo::filterHash)
                .containsExactly(Filter.of("lang = 'pt'", PORTUGUESE.schema()).hash());
    }

    /** How many steps it takes until the commit is there, and nothing behind it. */
    private static int committed(KilledRun run) throws IOException {
        List<KilledRun.Step> steps = run.steps();
        int done = steps.size();
        while (!steps.get(done - 1).name().contains("_delta_log")) {
            done--;
        }
        return done;
    }

    @Test
    void takesLinesOutOfQuarantineThatAreMalformedNoLonger(SparkSession spark) throws IOException {
        byte[] tagged = Lines.utf8("{\"id\":1,\"at\":\"%s\",\"tags\":[\"a\"]}".formatted(NOON));
        TestLake lake = TestLake.of(folder.resolve("before"), Lines.events(FAILING));
        lake.commit(NOON, List.of(tagged, Lines.event(2, NOON, "pt")));
        lake.commit("2026-11-23T12:00:00Z", List.of(tagged, Lines.utf8("{")));
        TestLake after = TestLake.of(folder.resolve("after"), Lines.events(FAILING));
        KilledRun.copyTree(lake.root(), after.root());
        assertThat(after.compact(spark).results().get(0).malformed()).isEqualTo(3);
        TestLake killed = TestLake.of(folder.resolve("killed"), Lines.events("true"));
        new KilledRun(lake.root(), after.root(), 1).make(killed.root(), 3);
        assertThat(LakeState.quarantine(killed.files(), "events")).hasSize(3);

        Outcome outcome = killed.compact(spark);

        assertThat(outcome.results().get(0).malformed()).isEqualTo(1);
        assertThat(outcome.results().get(0).rows()).isEqualTo(2);
        assertThat(LakeState.quarantine(killed.files(), "events"))
                .containsExactly("events-1795435200000:1 invalid-json {");
    }

    private static void writePlan(TestLake lake, Manifest... manifests) throws IOException {
        long lines = Stream.of(manifests).mapToLong(Manifest::lines).sum();
        long bytes = Stream.of(manifests).mapToLong(Manifest::bytes).sum();
        new PlanStore(lake.files(), "events")
                .write(new Plan(
                        "events",
                        1,
                        Stream.of(manifests).map(Manifest::microbatch).toList(),
                        lines,
                        bytes));
    }
}

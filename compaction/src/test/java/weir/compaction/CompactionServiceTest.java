package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.ConfigException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class CompactionServiceTest {

    private static final String NOON = "2026-11-22T12:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void hasOneOwnerInALake() throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        try (CompactionService first = CompactionService.open(lake.config(), List.of(), CompactionServiceTest::none)) {
            assertThat(first).isNotNull();

            assertThatThrownBy(() -> CompactionService.open(lake.config(), List.of(), CompactionServiceTest::none))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot be the owner of compaction in this lake: ")
                    .hasMessageContaining(" process " + ProcessHandle.current().pid() + " is.");
        }

        try (CompactionService second = CompactionService.open(lake.config(), List.of(), CompactionServiceTest::none)) {
            assertThat(second.compact()).isEqualTo(new Outcome(List.of(), List.of()));
        }
    }

    @Test
    void refusesAStreamThatIsNotConfiguredAndLeavesTheLakeFree() throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));

        assertThatThrownBy(() -> CompactionService.open(lake.config(), List.of("event"), CompactionServiceTest::none))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\"event\"")
                .hasMessageContaining("events");
        CompactionService.open(lake.config(), List.of("events"), CompactionServiceTest::none)
                .close();
    }

    @Test
    void compactsTheOtherStreamsWhenOneNeedsAPerson(SparkSession spark) throws IOException {
        TestLake lake = twoStreams();
        commit(lake, "alpha", 1);
        lake.compact(spark);
        for (String path : lake.tree("state/plans/alpha")) {
            Files.delete(lake.path(path));
        }
        writePlan(lake, commit(lake, "alpha", 2));
        commit(lake, "beta", 1);

        assertThatThrownBy(() -> lake.compact(spark))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessageContaining("plan 1 of alpha");

        assertThat(lake.table(spark, "beta").count()).isEqualTo(1);
    }

    @Test
    void compactsTheOtherStreamsWhenOneFails(SparkSession spark) throws IOException {
        TestLake lake = twoStreams();
        commit(lake, "alpha", 1);
        commit(lake, "beta", 1);
        Files.createDirectories(lake.path("tables/alpha"));
        Files.writeString(lake.path("tables/alpha/part-0.parquet"), "a folder of somebody else");

        assertThatThrownBy(() -> lake.compact(spark)).hasMessageContaining("alpha");

        assertThat(lake.table(spark, "beta").count()).isEqualTo(1);
        assertThat(lake.path("raw/alpha")).isNotEmptyDirectory();
    }

    @Test
    void beginsNothingMoreOnceItIsToldToStop(SparkSession spark) throws IOException {
        TestLake lake = twoStreams();
        commit(lake, "alpha", 1);
        commit(lake, "alpha", 2);
        writePlan(lake, commit(lake, "beta", 1));
        AtomicReference<CompactionService> opened = new AtomicReference<>();
        Outcome outcome;
        try (CompactionService service =
                CompactionService.open(lake.config("compaction.plan.max-microbatches=1"), List.of(), () -> {
                    opened.get().stop();
                    return spark;
                })) {
            opened.set(service);

            outcome = service.compact();
        }

        assertThat(outcome.results()).extracting(result -> result.plan().name()).containsExactly("plan 1 of alpha");
        assertThat(lake.tree("raw/alpha")).hasSize(2);
        assertThat(lake.tree("raw/beta")).hasSize(2);
        assertThat(lake.tree("tables/beta")).isEmpty();
    }

    @Test
    void mergesFilesAndKeepsTheRows(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        for (int i = 1; i <= 3; i++) {
            Lines.commit(lake.files(), lake.specs().get(0), i, List.of(Lines.event(i, NOON, "pt")));
        }
        lake.compact(spark, "compaction.plan.max-microbatches=1");
        List<String> rows = LakeState.of(lake, spark, "events").rows();
        assertThat(lake.table(spark, "events").inputFiles()).hasSize(3);
        try (CompactionService service = CompactionService.open(lake.config(), List.of(), () -> spark)) {

            service.optimize();
            service.vacuum();
        }

        assertThat(lake.table(spark, "events").inputFiles()).hasSize(1);
        assertThat(LakeState.of(lake, spark, "events").rows()).hasSize(3).isEqualTo(rows);
        Lines.commit(lake.files(), lake.specs().get(0), 4, List.of(Lines.event(3, NOON, "pt")));
        assertThat(lake.compact(spark).results().get(0).duplicates()).isEqualTo(1);
    }

    @Test
    void hasNothingToTidyWhereThereIsNoTable(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.events("true"));
        try (CompactionService service = CompactionService.open(lake.config(), List.of(), () -> spark)) {

            service.optimize();
            service.vacuum();
        }

        assertThat(lake.path("tables")).doesNotExist();
    }

    private static SparkSession none() {
        throw new IllegalStateException("nobody should ask for a session");
    }

    private TestLake twoStreams() {
        StreamSpec spec = Lines.events("true");
        return TestLake.of(
                folder,
                new StreamSpec("alpha", spec.schema(), spec.key(), "at", "true"),
                new StreamSpec("beta", spec.schema(), spec.key(), "at", "true"));
    }

    private static Manifest commit(TestLake lake, String stream, long number) throws IOException {
        LakeFiles files = lake.files();
        StreamSpec spec = lake.specs().stream()
                .filter(candidate -> candidate.name().equals(stream))
                .findFirst()
                .orElseThrow();
        return Lines.commit(
                files, spec, Instant.parse(NOON).toEpochMilli() + number, List.of(Lines.event(number, NOON, "pt")));
    }

    private static void writePlan(TestLake lake, Manifest manifest) throws IOException {
        String stream = manifest.microbatch().stream();
        new PlanStore(lake.files(), stream)
                .write(new Plan(stream, 1, List.of(manifest.microbatch()), manifest.lines(), manifest.bytes()));
    }
}

package weir.compaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.command.CommandRunner;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class CompactionCommandTest {

    @TempDir
    private Path folder;

    private TestLake lake;

    @BeforeEach
    void writeConfiguration() throws IOException {
        lake = TestLake.of(folder, Lines.events("lang = 'pt'"));
        lake.configFile();
    }

    /** What a command printed, and how it ended. */
    private record Ended(int code, String out, String err) {}

    @Test
    void saysSoWhenNothingIsDue() {
        assertThat(run("--once")).isEqualTo(new Ended(0, "Nothing is due.%n".formatted(), ""));
    }

    @Test
    void refusesAStreamThatIsNotConfigured() {
        Ended ended = run("--once", "evnts");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("weir: Cannot find stream \"evnts\"").contains("events");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void refusesSchedulesThatQuartzWouldNotTakeAndNamesEachKey() {
        Ended ended = run(
                "--once",
                "-D",
                "compaction.schedule=0 0 0/3 * * *",
                "-D",
                "compaction.optimize.schedule=0 0 0 1 1 ? 2020",
                "-D",
                "compaction.vacuum.schedule=0 0 2 ? * FUNDAY");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("weir: Cannot use the configuration " + folder.resolve("weir.conf"))
                .contains("compaction.schedule: \"0 0 0/3 * * *\" is no Quartz cron expression: ")
                .contains("compaction.optimize.schedule: \"0 0 0 1 1 ? 2020\" would never ring")
                .contains("compaction.vacuum.schedule: \"0 0 2 ? * FUNDAY\" is no Quartz cron expression: ");
        assertThat(lake.root()).doesNotExist();
    }

    @Test
    void asksForNoScheduleOfWorkThatIsOff() {
        Ended ended = run("--once", "-D", "compaction.optimize.schedule=off", "-D", "compaction.vacuum.schedule=off");

        assertThat(ended.code()).isZero();
    }

    @Test
    void saysWhyWhenTheLakeCannotBeWritten() throws IOException {
        Files.writeString(lake.root(), "a file where the lake should be");

        Ended ended = run("--once");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("weir: Cannot write the lake at file:" + lake.root() + ": ")
                .doesNotContain("unexpected");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void saysWhoHasTheLakeWhenAnotherOneCompacts() throws IOException {
        try (CompactionService other = CompactionService.open(lake.config(), List.of(), () -> null)) {
            assertThat(other).isNotNull();

            Ended ended = run("--once");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .startsWith("weir: Cannot be the owner of compaction in this lake: ")
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void tellsOfUnsoundMicrobatchesAndFails() throws IOException {
        Manifest manifest = lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, "2026-11-22T10:00:00Z", "pt")));
        Files.delete(lake.path(manifest.microbatch().path("part-00000")));

        Ended ended = run("--once");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo("weir: Cannot compact %s: its manifest names it, but there is no such file. Restore it.%n"
                        .formatted(lake.files().uri(manifest.microbatch().path("part-00000"))));
    }

    @Test
    @Tag("spark")
    void compactsOnceInAProcessOfItsOwn() throws Exception {
        MixedLines.commitFirst(lake);
        MixedLines.commitSecond(lake);
        Path log = folder.resolve("err");
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CompactionCommand.class.getName(),
                "--conf",
                folder.resolve("weir.conf").toString(),
                "-D",
                "spark.master=local[1]",
                "--once"));

        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(() -> read(log)).isZero();
        assertThat(out)
                .isEqualTo("plan 1 of events: 25 lines in 5 microbatches -> 12 rows (table version 1), 5 duplicates,"
                        + " 2 dropped, 4 malformed, 2 control%n".formatted());
        assertThat(DeltaFiles.transactions(lake.path("tables/events"))).containsExactly("weir/events 1");
        assertThat(lake.tree("raw")).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Runs the command in this process; only for work that needs no Spark, whose one session here is shared. */
    private Ended run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--conf", folder.resolve("weir.conf").toString()));
        all.addAll(List.of(arguments));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try (PrintStream outTo = new PrintStream(printed, true, StandardCharsets.UTF_8);
                PrintStream errTo = new PrintStream(complained, true, StandardCharsets.UTF_8)) {
            System.setOut(outTo);
            System.setErr(errTo);
            int code = CommandRunner.run(new CompactionCommand(), all.toArray(String[]::new));
            return new Ended(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}

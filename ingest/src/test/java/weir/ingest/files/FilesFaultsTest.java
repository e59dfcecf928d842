package weir.ingest.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.LogCapture;
import weir.ingest.files.HurtFileSystem.Hurt;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What is wrong with one file or folder keeps no other from being taken; what is wrong with the lake is no file's fault. */
@Tag("spark")
class FilesFaultsTest {

    private static JavaSparkContext spark;

    @TempDir
    private Path root;

    private FilesLake lake;

    @BeforeAll
    static void startSpark() {
        spark = FilesLake.spark();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void open() throws IOException {
        lake = new FilesLake(spark, root);
    }

    @Test
    void damagedFilesAreToldOnceAndTakenWhenTheyAreWhole() throws IOException {
        byte[] zipped = Compressed.gzip("one\n".repeat(10_000));
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            lake.write("a.gz", Compressed.concat(zipped, new byte[] {0x1f, (byte) 0x8b, 7}));
            lake.write("c", "three\n");
            lake.settledBatch();
            for (int i = 0; i < 5; i++) {
                lake.settledBatch();
            }
            assertThat(lake.lines()).containsExactly("three");
            assertThat(lake.manifests().get(0).parts()).hasSize(1);
            try (var parts = Files.list(
                    lake.root().resolve(lake.manifests().get(0).microbatch().folder()))) {
                assertThat(parts).hasSize(2);
            }
            assertThat(log.lines("WARN")).singleElement().asString().contains("/incoming/a.gz: it is damaged");

            lake.write("a.gz", zipped);
            lake.settledBatch();
            assertThat(lake.lines()).hasSize(10_001);
        }
    }

    @Test
    void whatCannotBeReadIsToldOnceAndTakenWhenItCan() throws IOException {
        for (Hurt how : Hurt.values()) {
            Path file = lake.write("a-" + how, ("one " + how + "\n").repeat(50_000));
            lake.write("b-" + how, "two " + how + "\n");
            lake.write("c-" + how, "two " + how + "\n"); // a copy, so that all of this size are read twice
            HurtFileSystem.hurt(file, how);
            lake.start(FilesLake.source(HurtFileSystem.uri(lake.folder())));
            int before = lake.lines().size();
            try (LogCapture log = LogCapture.of("weir.ingest")) {
                lake.settledBatch();
                assertThat(lake.lines()).hasSize(before + 1);
                for (int i = 0; i < 3; i++) {
                    lake.settledBatch();
                }
                assertThat(log.lines("WARN")).singleElement().asString().contains("/incoming/a-" + how + ": it cannot");
                assertThat(log.lines("ERROR")).isEmpty();
                HurtFileSystem.heal(file);
                lake.advance(Duration.ofSeconds(80));
                lake.batch();
                assertThat(lake.lines()).hasSize(before + 1 + 50_000);
            }
        }
    }

    @Test
    void aFileThatCannotBeReadIsReadEverMoreSeldom() {
        SeenFile file = new SeenFile("a", "file:/a", 1, 1, false);
        Retries retries = new Retries();
        var now = FilesLake.NOW;
        assertThat(retries.putOff(file, "why", now)).isTrue();
        Duration pause = Duration.ofSeconds(10);
        for (int i = 0; i < 20; i++) {
            assertThat(retries.isDue(file, now.plus(pause).minusMillis(1))).isFalse();
            now = now.plus(pause);
            assertThat(retries.isDue(file, now)).isTrue();
            assertThat(retries.putOff(file, "why", now)).isFalse();
            pause = pause.multipliedBy(2).compareTo(Duration.ofHours(1)) < 0
                    ? pause.multipliedBy(2)
                    : Duration.ofHours(1);
        }
        assertThat(retries.isDue(file, now.minusSeconds(1)))
                .as("the clock was set back")
                .isTrue();
        assertThat(retries.putOff(file, "another why", now)).isTrue();
    }

    @Test
    void anErrorOfTheLakeIsNoFilesFaultAndTheNextBatchTakesAll() throws IOException {
        boolean happened = true;
        int call = 0;
        while (happened) {
            call++;
            for (Moment moment : new Moment[] {Moment.BEFORE, Moment.HALF_WAY, Moment.AFTER}) {
                happened = failAt(new Fault(call, Kind.FAIL, moment));
            }
        }
        assertThat(call).isGreaterThan(10);
    }

    private boolean failAt(Fault fault) throws IOException {
        Path home = root.resolve("trial-" + fault.call() + "-" + fault.moment());
        try (Faults faults = Faults.in(home.resolve("lake"));
                LogCapture log = LogCapture.of("weir.ingest")) {
            FilesLake trial = new FilesLake(spark, home, faults.root());
            trial.write("a", "one\n");
            trial.write("b.gz", Compressed.gzip("two\n"));
            trial.batch();
            faults.arm(fault);
            trial.advance(FilesLake.SETTLE);
            trial.batch();
            boolean happened = faults.happened();
            faults.arm(Fault.NONE);
            trial.batch();
            trial.batch();
            assertThat(trial.lines()).as(fault.toString()).containsExactly("one", "two");
            assertThat(log.lines("WARN")).as(fault.toString()).isEmpty();
            return happened;
        }
    }

    @Test
    void aFolderThatCannotBeListedKeepsNoOtherFromBeingTaken() throws IOException {
        for (String path : new String[] {"", "/*/*"}) {
            Path shut = Files.createDirectories(lake.folder().resolve("a"));
            Path open = Files.createDirectories(lake.folder().resolve("b"));
            Files.writeString(shut.resolve("x" + path.length()), "shut" + path + "\n");
            Files.writeString(open.resolve("y" + path.length()), "open" + path + "\n");
            HurtFileSystem.hurt(shut, Hurt.DENIED);
            try (LogCapture log = LogCapture.of("weir.ingest")) {
                String uri = HurtFileSystem.uri(lake.folder()) + path;
                lake.start(FilesLake.source(uri, path.isEmpty(), Optional.empty(), 1000));
                lake.settledBatch();
                lake.settledBatch();
                assertThat(lake.lines()).endsWith("open" + path);
                assertThat(log.lines("WARN"))
                        .singleElement()
                        .asString()
                        .contains("Cannot look into hurt:", "/incoming/a");
                HurtFileSystem.heal(shut);
                lake.settledBatch();
                assertThat(lake.lines()).endsWith("shut" + path);
            }
        }
    }

    @Test
    void whatWeirWritesIsNeverTaken() throws IOException {
        lake.write("a", "one\n");
        lake.settledBatch();
        Path part = lake.root()
                .resolve(new Microbatch(
                                "events", FilesLake.NOW.plus(FilesLake.SETTLE).toEpochMilli())
                        .path("part-00000"));
        assertThat(part).exists();
        Files.writeString(lake.root().resolve("foreign"), "foreign\n");
        Files.createSymbolicLink(lake.folder().resolve("file"), lake.root().resolve("foreign"));
        Files.createSymbolicLink(lake.folder().resolve("folder"), lake.root());
        lake.write("b", "two\n");
        for (String path : new String[] {"", "/**/*", "/{incoming,lake}", "/{lake/raw,incoming/folder}/*", "/lake/*"}) {
            lake.start(FilesLake.source(root + path, true, Optional.empty(), 1000));
            lake.settledBatch();
        }

        assertThat(lake.lines()).containsExactly("one", "two");
    }

    @Test
    void linksAreFollowedOnceAndWhatIsNoFileIsTold() throws Exception {
        Path folder = Files.createDirectory(lake.folder().resolve("x"));
        Files.createSymbolicLink(folder.resolve("up"), lake.folder());
        Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
        Files.createSymbolicLink(lake.folder().resolve("nowhere"), root.resolve("nothing"));
        Files.createSymbolicLink(lake.folder().resolve(".#lock"), root.resolve("nothing"));
        Files.createSymbolicLink(lake.folder().resolve("zero"), Path.of("/dev/zero"));
        Files.createSymbolicLink(lake.folder().resolve("link"), Files.writeString(root.resolve("aim"), "two\n"));
        Files.writeString(folder.resolve("a"), "one\n");
        boolean piped = made("mkfifo", lake.folder().resolve("pipe").toString());
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            lake.start(FilesLake.source(lake.folder().toString(), true, Optional.empty(), 1000));
            lake.settledBatch();
            lake.settledBatch();
            assertThat(lake.lines()).containsExactly("two", "one");
            assertThat(log.lines("WARN")).hasSize(piped ? 4 : 3).allMatch(line -> !line.contains("lock"));
        }
    }

    @Test
    void aNameThatIsNoTextIsTold() throws Exception {
        assumeThat(made(
                        "sh",
                        "-c",
                        "echo one > \"$0/$(printf 'a\\377')\"",
                        lake.folder().toString()))
                .isTrue();
        lake.write("b", "two\n");
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            lake.settledBatch();
            assertThat(lake.lines()).containsExactly("two");
            assertThat(log.lines("WARN")).singleElement().asString().contains("give it another name");
        }
    }

    private static boolean made(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}

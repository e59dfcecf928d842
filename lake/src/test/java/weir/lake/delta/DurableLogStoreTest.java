package weir.lake.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.faults.Loss;
import weir.lake.faults.Scenario;
import weir.lake.files.LakeFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DurableLogStoreTest {

    private static final String COMMIT = "00000000000000000000.json";
    private static final String DATA = "dt=2026-11-22/part-00000 of 1.parquet";
    private static final List<String> ACTIONS = List.of(
            "{\"commitInfo\":{\"operation\":\"WRITE\"}}",
            "{\"add\":{\"path\":\"dt=2026-11-22/part-00000%20of%201.parquet\",\"dataChange\":true}}");
    private static final byte[] ROWS = "rows".repeat(3000).getBytes(StandardCharsets.UTF_8);

    private final Configuration hadoop = new Configuration();

    @TempDir
    private Path home;

    private Path table;

    @BeforeEach
    void makeTable() throws IOException {
        table = Files.createDirectories(home.resolve("table"));
        Files.createDirectories(table.resolve("_delta_log"));
    }

    private org.apache.hadoop.fs.Path log(String name) {
        return new org.apache.hadoop.fs.Path(
                table.resolve("_delta_log").resolve(name).toUri());
    }

    private void write(String name, List<String> lines, boolean overwrite) throws IOException {
        new DurableLogStore(hadoop).write(log(name), lines.iterator(), overwrite, hadoop);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesWhatItReads() throws IOException {
        write(COMMIT, List.of("{\"a\":1}", "{\"b\":\"ü\"}"), false);

        assertThat(names()).containsExactly(COMMIT);
        try (var lines = new DurableLogStore(hadoop).read(log(COMMIT), hadoop)) {
            assertThat(lines).toIterable().containsExactly("{\"a\":1}", "{\"b\":\"ü\"}");
        }
    }

    @Test
    void refusesAVersionThatIsTaken() throws IOException {
        write(COMMIT, List.of("{\"first\":1}"), false);

        assertThatThrownBy(() -> write(COMMIT, List.of("{\"second\":1}"), false))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(names()).containsExactly(COMMIT);
        assertThat(table.resolve("_delta_log").resolve(COMMIT)).hasContent("{\"first\":1}");
    }

    @Test
    void replacesAFileThatMayBeReplacedAndTheChecksumOfTheOld() throws IOException {
        FileSystem checked = FileSystem.getLocal(hadoop);
        try (OutputStream out = checked.create(log("_last_checkpoint"))) {
            out.write("{\"version\":10}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(names()).containsExactly("._last_checkpoint.crc", "_last_checkpoint");

        write("_last_checkpoint", List.of("{\"version\":20}"), true);

        assertThat(names()).containsExactly("_last_checkpoint");
        try (var lines = new DurableLogStore(hadoop).read(log("_last_checkpoint"), hadoop)) {
            assertThat(lines).toIterable().containsExactly("{\"version\":20}");
        }
    }

    @Test
    void writesNoCommitOfADataFileThatIsNotThere() throws IOException {
        assertThatThrownBy(() -> write(COMMIT, ACTIONS, false)).isInstanceOf(IOException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void writesNoCommitOfADeletionVector() throws IOException {
        assertThatThrownBy(() -> write(COMMIT, List.of("{\"add\":{\"path\":\"x\",\"deletionVector\":{}}}"), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delta.enableDeletionVectors = false");

        assertThat(names()).isEmpty();
    }

    @Test
    void makesNoFolder() {
        assertThatThrownBy(() -> write("nowhere/" + COMMIT, List.of(), false))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void commitsWholeOrNotAtAllWhateverFailsAtWhicheverCall() throws IOException {
        Scenario scenario = new Scenario(
                "Delta commit",
                files -> {},
                this::append,
                files -> {
                    if (files.exists("table/_delta_log/" + COMMIT)) {
                        requireRows(files);
                        files.settle("table/_delta_log");
                    } else {
                        append(files);
                    }
                },
                DurableLogStoreTest::requireRows);
        assertThat(scenario.survivesEveryKill(home)).isPositive();
        assertThat(scenario.tellsEveryError(home)).isPositive();
        assertThat(scenario.survivesEveryLossOfPower(home, Loss.EVERYTHING)).isPositive();
        assertThat(scenario.keepsWhatWasRecovered(home, Loss.EVERYTHING)).isPositive();
        scenario.keepsWhatWasAcknowledged(home, Loss.EVERYTHING);
        for (long seed = 1; seed <= 2; seed++) {
            scenario.survivesEveryLossOfPower(home, Loss.random(seed));
        }
    }

    /** As Spark does it: the data file is closed, and nobody has synced it or a folder. */
    private void append(LakeFiles files) throws IOException {
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(files.uri("table"));
        FileSystem fileSystem = root.getFileSystem(hadoop);
        try (OutputStream out = fileSystem.create(new org.apache.hadoop.fs.Path(root, DATA), true)) {
            out.write(ROWS);
        }
        fileSystem.mkdirs(new org.apache.hadoop.fs.Path(root, "_delta_log"));
        new DurableLogStore(hadoop)
                .write(new org.apache.hadoop.fs.Path(root, "_delta_log/" + COMMIT), ACTIONS.iterator(), false, hadoop);
    }

    private static void requireRows(LakeFiles files) throws IOException {
        assertThat(files.read("table/" + DATA)).isEqualTo(ROWS);
        assertThat(Files.readAllLines(
                        files.localPath("table/_delta_log/" + COMMIT).orElseThrow()))
                .isEqualTo(ACTIONS);
        // the way Spark reads, with the checksum file that lies beside
        org.apache.hadoop.fs.Path data = new org.apache.hadoop.fs.Path(files.uri("table/" + DATA));
        try (var in = data.getFileSystem(new Configuration()).open(data)) {
            assertThat(in.readAllBytes()).isEqualTo(ROWS);
        }
    }
}

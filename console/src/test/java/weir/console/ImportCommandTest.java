package weir.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.files.LakeFiles;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

class ImportCommandTest {

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void write() throws IOException {
        source = Files.write(folder.resolve("part-00000"), Lines.utf8("{\"id\":1}\n{\"id\":2}\n"));
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                streams.events { source.type = twitter, schema = events.conf, key = [id], event-time = at }
                """);
    }

    private Ended into(String root) {
        return Ended.of(
                "import",
                "events",
                source.toString(),
                "--conf",
                folder.resolve("weir.conf").toString(),
                "-D",
                "lake.root=" + root);
    }

    @Test
    void commitsAFileOrLeavesNothingOfIt() throws IOException {
        List<Call> calls;
        try (Faults disk = Faults.in(folder.resolve("undisturbed"))) {
            assertThat(into(disk.root()).code()).isZero();
            calls = disk.calls();
        }
        int refused = 0;
        for (int n = 1; n <= calls.size(); n++) {
            for (Fault.Moment moment : calls.get(n - 1).moments()) {
                Path root = folder.resolve("lake-" + n + "-" + moment);
                Fault fault = new Fault(n, Fault.Kind.FAIL, moment);
                String about = fault + ", about " + calls.get(n - 1);
                try (Faults disk = Faults.in(root)) {
                    disk.arm(fault);
                    Ended ended = into(disk.root());
                    assertThat(disk.happened()).as(about).isTrue();
                    RawZone zone = new RawZone(LakeFiles.of(root.toString()), "events");
                    assertThat(zone.committed()).as(about).hasSize(ended.code() == 0 ? 1 : 0);
                    assertThat(files(root)).as(about).matches(found -> found.isEmpty() == (ended.code() != 0));
                    refused += ended.code();
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void saysWhyAFileCannotBeImported() throws IOException {
        try (Faults disk = Faults.in(folder.resolve("lake"))) {
            into(disk.root());
            int write = Stream.iterate(1, n -> n + 1)
                    .filter(n -> disk.calls().get(n - 1).path().endsWith("part-00000"))
                    .findFirst()
                    .orElseThrow();
            disk.arm(new Fault(write, Fault.Kind.FAIL, Fault.Moment.BEFORE));

            Ended ended = into(disk.root());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .startsWith("weir: Cannot import " + source + ": ")
                    .contains("Nothing of it is in the lake");
        }
    }

    /** What is in the raw zone, besides folders. */
    private static List<Path> files(Path root) throws IOException {
        if (!Files.exists(root.resolve("raw"))) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root.resolve("raw"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}

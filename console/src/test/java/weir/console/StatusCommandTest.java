package weir.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.command.CommandRunner;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.intake.AliveMark;
import weir.lake.intake.SpoolLimits;
import weir.lake.intake.SpoolWriter;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class StatusCommandTest {

    private static final Instant LONG_AGO = Instant.parse("2020-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    private LakeFiles files;

    /** How the command ended. */
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void open() {
        files = LakeFiles.of(folder.resolve("lake").toString());
    }

    private Manifest commit() throws IOException {
        return Lines.commit(
                files, Lines.tweets("true"), LONG_AGO.toEpochMilli(), List.of(Lines.utf8("{}"), Lines.utf8("{}")));
    }

    @Test
    void showsAStreamInAFewLines() throws IOException {
        Manifest manifest = commit();
        Connection connection = new Connection(LONG_AGO, LONG_AGO);
        new AliveMark("tweets", connection, 0, Optional.of(Cause.NETWORK)).write(files);
        try (SpoolWriter spool = SpoolWriter.open(files, "tweets", new SpoolLimits(1 << 20, 0), 0)) {
            spool.append(new Chunk(0, connection, List.of(), 0, new byte[] {'\n'}));
        }

        Ended ended;
        try (LakeLock lock = LakeLock.take(files, "ingest-tweets")) {
            ended = status();
        }

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out().lines().map(String::stripTrailing))
                .hasSize(11)
                .startsWith("tweets")
                .anyMatch(line -> line.matches("  ingest      runs: \\S+ process "
                        + ProcessHandle.current().pid()))
                .anyMatch(line -> line.matches("  source      heard \\d+d.* ago, not since then: network"))
                .anyMatch(line -> line.matches("  last        tweets-" + LONG_AGO.toEpochMilli() + ", \\d+d.* ago"))
                .anyMatch(line -> line.matches("  spool       1 chunks not committed, \\d+ B"))
                .contains(
                        "  waiting     1 microbatches, 2 lines, " + manifest.bytes() + " B",
                        "  plans       none finished",
                        "  quarantine  0 lines",
                        "  compaction  does not run")
                .anyMatch(line -> line.matches("  space       .* free"));
    }

    @Test
    void isOneDocumentForAProgram() throws IOException {
        commit();

        JsonNode node = new ObjectMapper().readTree(status("--json").out());

        assertThat(node.path("format").asInt()).isEqualTo(1);
        assertThat(node.path("freeBytes").asLong()).isPositive();
        assertThat(node.at("/streams/0/stream").asText()).isEqualTo("tweets");
        assertThat(node.at("/streams/0/lastTime").asText()).isEqualTo(LONG_AGO.toString());
        assertThat(node.at("/streams/0/waiting/lines").asLong()).isEqualTo(2);
        assertThat(node.at("/streams/0").has("ingest")).isFalse();
    }

    @Test
    void goesOnWhenAManifestCannotBeRead() throws IOException {
        Files.writeString(
                folder.resolve("lake").resolve(commit().microbatch().path(Microbatch.MANIFEST)), "{\"format\" :");

        assertThat(status().out())
                .contains("waiting     1 microbatches, 0 lines, 0 B, 1 of them cannot be read: see bin/lake verify");
    }

    @Test
    void saysThatThereIsNoLake() {
        Ended ended = status();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("weir: There is no lake at ");
    }

    private Ended status(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of("status"),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--conf",
                                        Path.of("..", "conf", "weir.conf").toString(),
                                        "-D",
                                        "lake.root=" + folder.resolve("lake"))))
                .toArray(String[]::new);
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CommandRunner.run(new LakeCommand(), all);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }
}

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.compaction.CompactionCommand;
import weir.lake.Lines;
import weir.lake.command.CommandRunner;
import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person and a program read of a lake that adds up, and of one that does not. */
@Tag("spark")
class CoverageCommandTest {

    @TempDir
    private Path folder;

    private Path lake;

    /** How a command ended that ran in this process with the shipped configuration. */
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void place() {
        lake = folder.resolve("lake");
    }

    private void compact() {
        Ended ended = run(new CompactionCommand(), "--once");
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void showsTheBalanceAndItsFailure() throws IOException {
        commit("2026-11-22T10:00:00Z", tweet(1), tweet(2), tweet(1), Lines.utf8("{\"limit\":{\"track\":3}}"));
        commit("2026-11-22T11:00:00Z", tweet(3), Lines.utf8("{\"id\":"));
        compact();
        commit("2026-11-22T11:30:00Z", tweet(4));

        Ended sound = run(new LakeCommand(), "coverage", "tweets");

        assertThat(sound.code()).as(sound.err()).isZero();
        assertThat(sound.out().lines())
                .containsExactly(
                        "Coverage of tweets by the hour of the microbatch, UTC",
                        "",
                        "hour (UTC)        received  written  control  quarant.  rows  duplic.  dropped  waiting  withheld"
                                + "  in gaps",
                        "2026-11-22 10:00         4        3        1         0     2        1        0        0         0"
                                + "        -",
                        "2026-11-22 11:00         3        2        0         1     1        0        0        1         0"
                                + "        -",
                        "total                    7        5        1         1     3        1        0        1         0"
                                + "        -",
                        "",
                        "received = written + control + quarantined",
                        "written  = table rows + duplicates + dropped by the filter + deleted + waiting for compaction",
                        "",
                        "No gaps.",
                        "",
                        "It adds up.");

        Files.delete(lake.resolve("quarantine/tweets/dt=2026-11-22/tweets-00000001.jsonl"));
        Ended broken = run(new LakeCommand(), "coverage", "tweets", "--from", "2026-11-22T11:20:00Z");

        assertThat(broken.code()).isEqualTo(3);
        assertThat(broken.out())
                .contains("2026-11-22 11:00         3        2        0         0", "        -  !\n")
                .contains(
                        "Does not add up:\n  2026-11-22 11:00  the compaction put 1 lines into quarantine, 0 are there:"
                                + " look at quarantine/tweets/dt=2026-11-22\n")
                .doesNotContain("10:00");
        assertThat(broken.err()).contains("weir: The numbers of tweets do not add up in 1 hour; look at what is named");

        Ended document = run(new LakeCommand(), "coverage", "tweets", "--json");

        assertThat(document.code()).isEqualTo(3);
        JsonNode node = new ObjectMapper().readTree(document.out());
        assertThat(node.path("format").asInt()).isEqualTo(1);
        assertThat(node.path("addsUp").asBoolean()).isFalse();
        assertThat(node.path("hours")).hasSize(2);
        assertThat(node.at("/hours/0/hour").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(node.at("/hours/0/addsUp").asBoolean()).isTrue();
        assertThat(node.at("/hours/0/duplicates").asLong()).isEqualTo(1);
        assertThat(node.at("/hours/0/controlByKind/limit").asLong()).isEqualTo(1);
        assertThat(node.at("/hours/1/addsUp").asBoolean()).isFalse();
        assertThat(node.at("/total/waiting").asLong()).isEqualTo(1);
        assertThat(node.at("/problems/0/hour").asText()).isEqualTo("2026-11-22T11:00:00Z");
    }

    @Test
    void showsHoursWithoutAMessageAndTheGapThatIsOpen() throws IOException {
        commit("2026-11-22T10:00:00Z", tweet(1));
        Instant heard = Instant.parse("2026-11-22T12:45:00Z");
        Connection connection = new Connection(Instant.parse("2026-11-22T10:00:00Z"), heard);
        new AliveMark("tweets", connection, 0, Optional.of(Cause.NETWORK)).write(LakeFiles.of(lake.toString()));

        Ended ended = run(new LakeCommand(), "coverage", "tweets", "--to", "2026-11-22T14:00:00Z");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("2026-11-22 11:00  3 hours without a message, 1h 15m in gaps\n")
                .contains("  2026-11-22T12:45:00Z      still open                   1h 15m  network\n");
    }

    @Test
    void saysThatNothingIsKnown() throws IOException {
        commit("2026-11-22T10:00:00Z", tweet(1));

        Ended ended = run(new LakeCommand(), "coverage", "tweets", "--from", "2026-11-23", "--to", "2026-11-24");

        assertThat(ended.out()).isEqualTo("Nothing is known of tweets in that range.\n");
        assertThat(ended.code()).isZero();
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        assertThat(run(new LakeCommand(), "coverage", "tweets").err()).contains("weir: There is no lake at ");
        commit("2026-11-22T10:00:00Z", tweet(1));

        Ended unknown = run(new LakeCommand(), "coverage", "twets");
        assertThat(unknown.err()).contains("twets").contains("tweets");
        assertThat(unknown.code()).isEqualTo(2);

        Ended empty = run(new LakeCommand(), "coverage", "tweets", "--from", "2026-11-23", "--to", "2026-11-22");
        assertThat(empty.err()).startsWith("weir: Cannot use the time range from ");
        assertThat(empty.code()).isEqualTo(2);
    }

    private void commit(String time, byte[]... lines) throws IOException {
        Lines.commit(
                LakeFiles.of(lake.toString()),
                Lines.tweets("true"),
                Instant.parse(time).toEpochMilli(),
                List.of(lines));
    }

    private static byte[] tweet(long id) {
        return Lines.utf8(
                "{\"id\":%d,\"created_at\":\"Sun Nov 22 10:00:00 +0000 2026\",\"lang\":\"pt\"}".formatted(id));
    }

    private Ended run(Object command, String... arguments) {
        Path configuration = Path.of("..", "conf", "weir.conf");
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--conf",
                                configuration.toString(),
                                "-D",
                                "lake.root=" + lake,
                                "-D",
                                "streams.tweets.filter=true",
                                "-D",
                                "spark.master=local[2]"))
                .toArray(String[]::new);
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CommandRunner.run(command, all);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }
}

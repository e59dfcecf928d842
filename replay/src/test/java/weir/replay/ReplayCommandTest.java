package weir.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.Plans;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;
import weir.lake.raw.Cause;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.replay.serve.TimedCursor;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayCommandTest {

    private static final long BATCH = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private Path lake;

    @BeforeEach
    void fillLake() throws IOException {
        lake = folder.resolve("lake");
        Lines.commit(
                LakeFiles.of(lake.toString()),
                Lines.tweets("true"),
                BATCH,
                List.of(tweet(1, "es"), tweet(2, "en"), tweet(3, "es")));
    }

    @Test
    void aTableNeedsAStreamAndAFilterThatItsSchemaKnows() {
        assertThat(replay("table").err()).contains("table needs the name of a stream, or one of: promote, discard");
        assertThat(replay("table", "twets").err()).contains("did you mean \"tweets\"?");
        Ended ended = replay("table", "tweets", "--where", "language = 'es'");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("`language` cannot be resolved");
    }

    @Test
    void aDryRunOfATableReadsWhatPlansHaveConsumedAndChangesNothing() throws IOException {
        assertThat(replay("table", "tweets", "--dry-run").out())
                .contains(": 0 files, 0 bytes on disk, 0 lines")
                .contains("gaps: none")
                .contains("Nothing was written.");
        Plans.finish(LakeFiles.of(lake.toString()), Lines.tweets("true"));

        Ended ended = replay("table", "tweets", "--dry-run", "--where", "lang = 'es'");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("1 files").contains("3 lines").contains("kept: 2 lines, counted");
        assertThat(Files.exists(lake.resolve("shadows"))).isFalse();
    }

    @Test
    void extractsToAFileThatIsThereOnlyWhenWhole() throws IOException {
        Path out = folder.resolve("es.ndjson");

        Ended ended = replay("extract", "tweets", "--where", "lang = 'es'", "--out", out.toString());

        assertThat(ended.err()).contains("Extracted 2 of 3 captured lines");
        assertThat(ended.code()).isZero();
        assertThat(Files.readAllBytes(out)).isEqualTo(Lines.joined(List.of(tweet(1, "es"), tweet(3, "es"))));
        assertThat(folder.resolve("es.ndjson.part")).doesNotExist();
    }

    @Test
    void saysWhatItWouldRead() {
        Ended ended = replay("extract", "tweets", "--dry-run");

        assertThat(ended.out())
                .startsWith("tweets where ")
                .contains(": 1 files, ", " bytes on disk, 3 lines; 0 lines are left out", "  kept: ", ", counted")
                .contains("  gaps: none", "Nothing was written.");
        assertThat(ended.code()).isZero();
    }

    @Test
    void namesTheGapsAndRefusesThemWhereCoverageIsRequired() throws IOException {
        Instant from = Instant.parse("2026-11-22T10:00:10Z");
        Gap gap = Gap.of(Cause.NETWORK, from, from.plusSeconds(40), "no route");
        new RawZone(LakeFiles.of(lake.toString()), "tweets")
                .commit(new Manifest(
                        new Microbatch("tweets", BATCH + 60_000),
                        List.of(),
                        new Counts(0, 0, 0, 0, 0, 0, Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "0123456789abcdef",
                        List.of(),
                        List.of(gap),
                        "weir test"));
        Path out = folder.resolve("all.ndjson");

        Ended dry = replay("extract", "tweets", "--dry-run");
        Ended refused = replay("extract", "tweets", "--require-coverage", "--out", out.toString());
        Ended elsewhere =
                replay("extract", "tweets", "--require-coverage", "--from", "2026-11-23", "--to", "2026-11-24");

        assertThat(dry.out()).contains("2026-11-22T10:00:10Z to 2026-11-22T10:00:50Z (40 s): network, no route");
        assertThat(dry.code()).isZero();
        assertThat(refused.err())
                .startsWith("weir: The range has 1 gap: tweets 2026-11-22T10:00:10Z to 2026-11-22T10:00:50Z (40 s):"
                        + " network, no route. Nothing was written. Without --require-coverage it goes on.");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(out).doesNotExist();
        assertThat(elsewhere.code()).isZero();
    }

    @Test
    void refusesAnImpossibleRange() {
        Ended ended = replay("extract", "tweets", "--from", "2026-11-23", "--to", "2026-11-22");

        assertThat(ended.err())
                .startsWith("weir: Cannot use the time range from 2026-11-23T00:00:00Z to 2026-11-22T00:00:00Z: it ends"
                        + " before it begins (the end is exclusive)");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void refusesATimeThatIsNone() {
        Ended ended = replay("extract", "tweets", "--from", "last tuesday");

        assertThat(ended.err())
                .startsWith(
                        "weir: Cannot read the time \"last tuesday\": expected ISO-8601 in UTC, such as 2026-11-22 or"
                                + " 2026-11-22T10:00:00Z");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void refusesAFilterOverUnknownColumns() {
        Ended ended = replay("extract", "tweets", "--where", "langg = 'es'");

        assertThat(ended.err())
                .startsWith("weir: Cannot use the filter \"langg = 'es'\": ")
                .contains("`lang`");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void refusesAnUnknownReportBeforeSparkStarts() {
        Ended ended = replay("report", "dsd_per_our", "--from", "2026-11-22", "--to", "2026-11-23");

        assertThat(ended.err()).startsWith("weir: ").contains("dsd_per_our").contains("dsd_per_hour");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void saysWhatReportNeeds() {
        Ended ended = replay("report");

        assertThat(ended.err()).startsWith("weir: report needs the name of a report, or one of: promote, discard");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoShadow() {
        Ended ended = replay("report", "discard", "dsd_per_hour");

        assertThat(ended.err())
                .startsWith(
                        "weir: Report dsd_per_hour has no shadow: bin/replay report dsd_per_hour --from T --to T makes"
                                + " one and shows how it differs");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNoLake() {
        lake = folder.resolve("elsewhere");

        Ended ended = replay("extract", "tweets");

        assertThat(ended.err()).startsWith("weir: There is no lake at ").contains("elsewhere");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void namesACorruptManifestAndChangesNothing() throws IOException {
        Path manifest = lake.resolve(new Microbatch("tweets", BATCH).path(Microbatch.MANIFEST));
        Files.writeString(manifest, "{\"format\": 1, \"str");
        List<Path> before = tree();

        Ended ended = replay("extract", "tweets");

        assertThat(ended.err()).contains("Cannot read ").contains(Microbatch.MANIFEST);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void saysThatAPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = replay("serve", "--generate", "1", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(ended.err()).contains("Cannot listen on port " + taken.getLocalPort() + " of 127.0.0.1");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatServeNeeds() {
        Ended ended = replay("serve");

        assertThat(ended.err()).startsWith("weir: serve needs files, the name of a stream, or --generate N");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void saysThatAFileToServeIsNotThere() {
        Ended ended = replay("serve", "nothing/here.ndjson");

        assertThat(ended.err()).contains("nothing/here.ndjson");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void saysWhichFaultsThereAre() {
        Ended ended = replay("serve", "--generate", "1", "--fault", "reset@5", "--fault", "stal@1m");

        assertThat(ended.err())
                .startsWith(
                        "weir: --fault: Cannot use the fault \"stal@1m\": there is no kind \"stal\"; write KIND@MOMENT");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void refusesARangeOfFiles() {
        Ended ended = replay("serve", "--generate", "1", "--from", "2026-11-22");

        assertThat(ended.err())
                .startsWith("weir: --from, --to and --where choose among the captured lines of a STREAM");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void servesOnlyTheRange() throws IOException {
        StreamSpec spec = Lines.tweets("true");
        History history = new History(LakeFiles.of(lake.toString()), "tweets");
        Lines.commit(
                LakeFiles.of(lake.toString()),
                spec,
                BATCH + 60_000,
                List.of(Lines.utf8("{\"id\":4,\"created_at\":\"Sun Nov 22 10:01:00 +0000 2026\",\"lang\":\"es\"}")));

        HistoryLines later =
                new HistoryLines(history, spec, TimeRange.parse("2026-11-22T10:00:30Z", "2026-11-22T10:02:00Z"));
        HistoryLines never = new HistoryLines(history, spec, TimeRange.parse("2027-01-01", null));

        try (LineCursor lines = later.open()) {
            assertThat(lines.next()).isTrue();
            assertThat(new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8))
                    .startsWith("{\"id\":4,");
            assertThat(lines).isInstanceOfSatisfying(TimedCursor.class, timed -> assertThat(timed.millis())
                    .hasValue(BATCH + 60_000));
            assertThat(lines.next()).isFalse();
        }
        assertThat(never.captured()).isZero();
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> all = Files.walk(lake)) {
            return all.sorted().toList();
        }
    }

    private static byte[] tweet(long id, String lang) {
        return Lines.utf8(
                "{\"id\":%d,\"created_at\":\"Sun Nov 22 10:00:00 +0000 2026\",\"lang\":\"%s\"}".formatted(id, lang));
    }

    private Ended replay(String... arguments) {
        return Ended.of(new ReplayCommand(), lake, arguments);
    }
}

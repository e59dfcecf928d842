package weir.lake.quarantine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.filter.Malformed;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.ManifestLog;
import weir.lake.history.TimeRange;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuarantineOrdersTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Microbatch FIRST = at("2026-11-22T10:00:00Z");
    private static final Microbatch SECOND = at("2026-11-22T11:00:00Z");
    private static final Microbatch NEXT_DAY = at("2026-11-23T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final UnfinishedPlan ALL_FINISHED = OptionalLong::empty;
    private static final StreamSpec SPEC = Lines.events("lang = 'pt'");

    /** Records today, though they were none when they were found malformed; spelled in ways that nobody would write. */
    private static final List<byte[]> HEALED = List.of(
            Lines.utf8(" {\"id\" : 1,\t\"lang\":\"\\u0070t\" , \"text\":\"\\ud83d \\/\"}\r"),
            Lines.utf8("{\"id\":2,\"lang\":\"es\",\"n\":1.50,\"text\":\"ç😀\"}"),
            Lines.utf8("{\"limit\":{\"track\":5}}"));

    private static final List<byte[]> BROKEN = List.of(
            new byte[] {'{', (byte) 0xC3, 0, '"', (byte) 0xFF, '\r'}, Lines.utf8("{\"lang\":\"pt\"}"), Lines.utf8("{"));

    @TempDir
    private Path folder;

    private Path root;
    private LakeFiles files;
    private Quarantine quarantine;

    private static Microbatch at(String time) {
        return new Microbatch("events", Instant.parse(time).toEpochMilli());
    }

    @BeforeEach
    void open() throws IOException {
        begin("lake");
    }

    private void begin(String name) throws IOException {
        root = folder.resolve(name);
        files = LakeFiles.of(root.toString());
        quarantine = new Quarantine(files, "events");
        quarantine.write(
                1,
                DAY,
                List.of(line(FIRST, 0, HEALED.get(0)), line(FIRST, 5, BROKEN.get(0)), line(SECOND, 2, HEALED.get(1)))
                        .iterator());
        quarantine.write(
                1, DAY.plusDays(1), List.of(line(NEXT_DAY, 1, HEALED.get(2))).iterator());
        quarantine.write(
                2,
                DAY,
                List.of(line(SECOND, 7, BROKEN.get(1)), line(SECOND, 9, BROKEN.get(2)))
                        .iterator());
    }

    private static QuarantinedLine line(Microbatch microbatch, long number, byte[] bytes) {
        return new QuarantinedLine(new Malformed(Malformed.MISSING_KEY, "before"), microbatch, number, bytes);
    }

    private static QuarantineOrders orders(LakeFiles files) throws IOException {
        return new QuarantineOrders(files, SPEC, ALL_FINISHED, CLOCK);
    }

    private static LineSelection of(String from, String to) {
        return new LineSelection(Optional.empty(), TimeRange.parse(from, to));
    }

    /** The lines of all microbatches that came from quarantine, wherever they are. */
    private List<String> requeued() throws IOException {
        List<String> lines = new ArrayList<>();
        History history = new History(files, "events");
        for (Manifest manifest : new ManifestLog(files, "events").all()) {
            assertThat(manifest.position()).get().isInstanceOf(Position.Requeued.class);
            try (HistoryCursor cursor = history.open(history.pieces(Set.of(manifest.microbatch())))) {
                while (cursor.next()) {
                    lines.add(text(
                            Arrays.copyOfRange(cursor.buffer(), cursor.offset(), cursor.offset() + cursor.length())));
                }
            }
        }
        return lines;
    }

    private List<String> held() throws IOException {
        return quarantine.lines().stream().map(line -> text(line.bytes())).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<String> texts(List<byte[]> lines) {
        return lines.stream().map(QuarantineOrdersTest::text).toList();
    }

    private QuarantineCounts total() throws IOException {
        return quarantine.counts(microbatch -> true).values().stream()
                .reduce(QuarantineCounts.NONE, QuarantineCounts::and);
    }

    @Test
    void requeuesWhatIsMalformedNoLongerByteForByte() throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            OrderResult result = orders.requeue(LineSelection.ALL);

            assertThat(result.lines()).isEqualTo(3);
            assertThat(result.malformed())
                    .containsOnly(
                            Map.entry(Malformed.INVALID_UTF8, 1L),
                            Map.entry(Malformed.MISSING_KEY, 1L),
                            Map.entry(Malformed.INVALID_JSON, 1L));
            Manifest manifest =
                    new RawZone(files, "events").manifest(result.into().orElseThrow());
            assertThat(manifest.position()).contains(new Position.Requeued(1));
            assertThat(manifest.counts().kept()).isEqualTo(1);
            assertThat(manifest.counts().dropped()).isEqualTo(1);
            assertThat(manifest.counts().controlTotal()).isEqualTo(1);
        }
        assertThat(requeued()).containsExactlyElementsOf(texts(List.of(HEALED.get(0), HEALED.get(1), HEALED.get(2))));
        assertThat(held()).containsExactlyElementsOf(texts(BROKEN));
        assertThat(root.resolve("quarantine/events/dt=2026-11-23"))
                .isDirectoryNotContaining("glob:**.jsonl")
                .isDirectoryContaining("glob:**/events-00000001.decisions.json");
    }

    @Test
    void countsByMicrobatchAndAddsUp() throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            orders.requeue(LineSelection.ALL);
            orders.drop(of("2026-11-22T11:00:00Z", null));
        }

        assertThat(quarantine.counts(microbatch -> true))
                .containsOnly(
                        Map.entry(FIRST, new QuarantineCounts(1, 1, 0)),
                        Map.entry(SECOND, new QuarantineCounts(0, 1, 2)),
                        Map.entry(NEXT_DAY, new QuarantineCounts(0, 1, 0)));
        assertThat(quarantine.counts(SECOND::equals)).containsOnlyKeys(SECOND);
    }

    @Test
    void dropsWhatIsSelectedAndNothingElse() throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            assertThat(orders.drop(new LineSelection(Optional.of("no-such-reason"), TimeRange.ALL))
                            .order())
                    .isEmpty();
            assertThat(orders.drop(of("2026-11-22T11:00:00Z", "2026-11-23")).lines())
                    .isEqualTo(3);
        }

        assertThat(quarantine.lines()).extracting(QuarantinedLine::microbatch).containsExactly(FIRST, FIRST, NEXT_DAY);
        assertThat(requeued()).isEmpty();
        assertThat(total()).isEqualTo(new QuarantineCounts(3, 0, 3));
    }

    @Test
    void leavesTheLinesOfAnUnfinishedPlanToItsCompaction() throws IOException {
        try (QuarantineOrders orders = new QuarantineOrders(files, SPEC, () -> OptionalLong.of(1), CLOCK)) {
            OrderResult result = orders.drop(LineSelection.ALL);

            assertThat(result.unfinished()).isEqualTo(4);
            assertThat(result.lines()).isEqualTo(2);
        }
    }

    @Test
    void losesNoDecisionWhenACompactionWritesThePlansFileAgain() throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            orders.drop(of("2026-11-22T11:00:00Z", null));
        }

        quarantine.write(
                2,
                DAY,
                List.of(line(SECOND, 7, BROKEN.get(1)), line(SECOND, 9, BROKEN.get(2)))
                        .iterator());

        assertThat(held()).containsExactlyElementsOf(texts(List.of(HEALED.get(0), BROKEN.get(0))));
        assertThat(total()).isEqualTo(new QuarantineCounts(2, 0, 4));
    }

    @Test
    void hasOneOwnerAndKeepsIngestFromTidyingUp() throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            assertThat(orders.finished()).isEmpty();
            assertThatThrownBy(() -> orders(files)).hasMessageContaining("the owner of quarantine-events");
            assertThatThrownBy(() -> LakeLock.take(files, LineIntake.lockOf("events")))
                    .hasMessageContaining("the owner of import-events");
        }
        try (LakeLock importing = LakeLock.take(files, LineIntake.lockOf("events"))) {
            assertThat(importing).isNotNull();
            assertThatThrownBy(() -> orders(files)).hasMessageContaining("the owner of import-events");
        }
        orders(files).close();
    }

    @Test
    void leavesReplayWithEachLineOnce() throws IOException {
        Lines.commit(files, SPEC, FIRST.timeMillis(), List.of(HEALED.get(0)));
        History history = new History(files, "events");
        try (QuarantineOrders orders = orders(files)) {
            orders.requeue(LineSelection.ALL);
        }

        assertThat(history.pieces(TimeRange.ALL)).singleElement().satisfies(piece -> assertThat(piece.first())
                .isEqualTo(FIRST));
    }

    @ParameterizedTest
    @CsvSource({"REQUEUED, false", "REQUEUED, true", "DROPPED, false", "DROPPED, true"})
    void isExactlyOnceWhereverItIsKilled(Decision decision, boolean after) throws IOException {
        Meanwhile[] others = Meanwhile.values();
        int n = 0;
        boolean died = true;
        while (died) {
            n++;
            begin(decision + "-" + after + "-" + n);
            killedAt(n, after, decision);
            died = DyingFileSystem.died();
            others[(after ? n + 1 : n) % others.length].happen(files);
            again(decision);
            requireOnce(decision);
        }
        System.out.println(decision + " changes the disk " + (n - 1) + " times");
        assertThat(n).isGreaterThan(8);
    }

    private void killedAt(int n, boolean after, Decision decision) throws IOException {
        try (QuarantineOrders orders = orders(DyingFileSystem.open(root, n, after))) {
            act(orders, decision);
        } catch (IOException e) {
            assertThat(DyingFileSystem.died()).isTrue();
        }
    }

    private void again(Decision decision) throws IOException {
        try (QuarantineOrders orders = orders(files)) {
            assertThat(QuarantineOrders.unfinished(files, "events")).isEmpty();
            act(orders, decision);
        }
    }

    private static OrderResult act(QuarantineOrders orders, Decision decision) throws IOException {
        return decision == Decision.REQUEUED
                ? orders.requeue(LineSelection.ALL)
                : orders.drop(of("2026-11-22T11:00:00Z", null));
    }

    private void requireOnce(Decision decision) throws IOException {
        if (decision == Decision.REQUEUED) {
            assertThat(requeued()).containsExactlyInAnyOrderElementsOf(texts(HEALED));
            assertThat(held()).containsExactlyElementsOf(texts(BROKEN));
            assertThat(total()).isEqualTo(new QuarantineCounts(3, 3, 0));
        } else {
            assertThat(held()).containsExactlyElementsOf(texts(List.of(HEALED.get(0), BROKEN.get(0))));
            assertThat(total()).isEqualTo(new QuarantineCounts(2, 0, 4));
        }
    }

    /** What others do between the kill and the next call. */
    private enum Meanwhile {
        NOTHING {
            @Override
            void happen(LakeFiles files) {}
        },
        COMPACTION {
            @Override
            void happen(LakeFiles files) throws IOException {
                RawZone raw = new RawZone(files, "events");
                for (Microbatch microbatch : raw.committed()) {
                    Segment segment = new Segment(
                            "events", microbatch.date(), microbatch.timeMillis(), microbatch.timeMillis(), 3);
                    try (SegmentWriter writer = new SegmentWriter(files, segment, Lines.events("true"))) {
                        writer.append(raw.manifest(microbatch));
                        writer.finish();
                    }
                    raw.remove(microbatch);
                }
            }
        },
        START_OF_INGEST {
            @Override
            void happen(LakeFiles files) throws IOException {
                for (Microbatch microbatch : new RawZone(files, "events").uncommitted()) {
                    files.delete(microbatch.folder());
                }
            }
        };

        abstract void happen(LakeFiles files) throws IOException;
    }

    @Test
    void takesAnotherMicrobatchIfItsOwnWasGivenToSomebodyElse() throws IOException {
        int n = changesUntilTheOrderIsWritten();
        begin("stolen");
        killedAt(n, true, Decision.REQUEUED);
        Order order = QuarantineOrders.unfinished(files, "events").orElseThrow();
        Microbatch into = order.into().orElseThrow();
        files.delete(into.folder());
        Lines.commit(files, SPEC, into.timeMillis(), List.of(BROKEN.get(0)));

        try (QuarantineOrders orders = orders(files)) {
            assertThat(orders.finished())
                    .hasValueSatisfying(
                            finished -> assertThat(finished.into()).get().isNotEqualTo(into));
        }
        assertThat(total()).isEqualTo(new QuarantineCounts(3, 3, 0));
        assertThat(new RawZone(files, "events").committed()).hasSize(2);
    }

    private int changesUntilTheOrderIsWritten() throws IOException {
        for (int n : IntStream.range(1, 100).toArray()) {
            begin("looking-" + n);
            killedAt(n, true, Decision.REQUEUED);
            if (QuarantineOrders.unfinished(files, "events").isPresent()) {
                return n;
            }
        }
        throw new IllegalStateException("no order was ever written");
    }
}

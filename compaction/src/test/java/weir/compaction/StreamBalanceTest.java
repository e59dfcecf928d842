package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.command.Progress;
import weir.lake.coverage.Balance;
import weir.lake.coverage.Finding;
import weir.lake.coverage.HourBalance;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineOrders;

import static org.assertj.core.api.Assertions.assertThat;

/** Two plans over three hours, and one microbatch that waits; then something happens to one of the places. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class StreamBalanceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path original;

    @TempDir
    private Path folder;

    private TestLake lake;
    private SparkSession spark;

    @BeforeAll
    static void compact(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(original, MixedLines.spec());
        MixedLines.commitFirst(lake);
        lake.compact(spark);
        MixedLines.commitSecond(lake);
        lake.compact(spark);
        lake.commit(
                "2026-11-23T00:10:00Z",
                List.of(
                        MixedLines.event(40, "2026-11-23T00:10:00Z", "waits"),
                        Lines.utf8("{\"id\":41,"),
                        Lines.utf8("{\"delete\":{}}")));
    }

    @BeforeEach
    void copy(SparkSession shared) throws IOException {
        spark = shared;
        lake = TestLake.of(folder, MixedLines.spec());
        KilledRun.copyTree(TestLake.of(original, MixedLines.spec()).root(), lake.root());
    }

    @Test
    void holdsOverEveryHour() throws IOException {
        Balance balance = balance(TimeRange.ALL);

        assertThat(texts(balance)).isEmpty();
        assertThat(balance.hours())
                .containsExactly(
                        hour("2026-11-22T20:00:00Z", 5, 0, 0, 5, 5, 0, 0, 0),
                        hour("2026-11-22T23:00:00Z", 10, 2, 2, 6, 2, 3, 1, 0),
                        hour("2026-11-23T00:00:00Z", 13, 1, 3, 9, 5, 2, 1, 1));
    }

    private static Map.Entry<Instant, HourBalance> hour(String hour, long... n) {
        return Map.entry(
                Instant.parse(hour),
                new HourBalance(
                        new HourBalance.Arrived(n[0], 0),
                        new HourBalance.Aside(n[1], n[2], 0, 0),
                        n[3],
                        new HourBalance.Settled(n[4], n[5], n[6], 0, n[7])));
    }

    @Test
    void looksAtNothingOutsideTheRange() throws IOException {
        DeltaTable.forPath(spark, lake.files().uri("tables/events")).delete("id = 1");

        Balance balance =
                balance(new TimeRange(Instant.parse("2026-11-22T23:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")));

        assertThat(balance.holds()).isTrue();
        assertThat(balance.hours()).containsOnlyKeys(Instant.parse("2026-11-22T23:00:00Z"));
    }

    @Test
    void findsARowThatWasDeleted() throws IOException {
        DeltaTable.forPath(spark, lake.files().uri("tables/events")).delete("id = 6");

        assertThat(balance(TimeRange.ALL).findings())
                .containsExactly(new Finding(
                        Instant.parse("2026-11-22T23:00:00Z"),
                        "the compaction added 2 rows, 1 are there: look at the history of tables/events"));
    }

    @Test
    void doesNotMindThatTheTableWasOptimized() throws IOException {
        DeltaTable.forPath(spark, lake.files().uri("tables/events")).optimize().executeCompaction();

        assertThat(texts(balance(TimeRange.ALL))).isEmpty();
    }

    @Test
    void findsALineThatIsNoLongerInQuarantine() throws IOException {
        Path file = lake.path("quarantine/events/dt=2026-11-23/events-00000002.jsonl");
        Files.write(file, Files.readAllLines(file).subList(1, 2));

        assertThat(texts(balance(TimeRange.ALL)))
                .containsExactly("the compaction put 2 lines into quarantine, 1 are there: look at"
                        + " quarantine/events/dt=2026-11-23");
    }

    @Test
    void countsQuarantinedLinesThatAPersonHasDecidedAbout() throws IOException {
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), MixedLines.spec(), OptionalLong::empty, CLOCK)) {
            orders.drop(LineSelection.ALL);
        }

        Balance balance = balance(TimeRange.ALL);

        assertThat(new Quarantine(lake.files(), "events").lines()).isEmpty();
        assertThat(texts(balance)).isEmpty();
        assertThat(balance.total().aside().quarantined()).isEqualTo(5);
    }

    @Test
    void findsACountThatWasChangedInAManifest() throws IOException {
        Path manifest = lake.path("raw/events/dt=2026-11-23/events-1795392600000.json/_manifest.json");
        Lines.correct(manifest, "\"received\" : 3", "\"received\" : 4");

        assertThat(texts(balance(TimeRange.ALL)))
                .containsExactly("the manifest of events-1795392600000 says received 4, but kept 1 + dropped 0 +"
                        + " malformed 1 + control 1 + unparsable 0 = 3");
    }

    @Test
    void takesAManifestThatCannotBeReadForAProblemOfItsHour() throws IOException {
        Path manifest = lake.path("raw/events/dt=2026-11-23/events-1795392600000.json/_manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"received\" : 3", "\"received\" : 4"));

        Balance balance = balance(TimeRange.ALL);

        assertThat(texts(balance))
                .singleElement()
                .asString()
                .startsWith("Cannot read file:" + manifest + ": its checksum");
        assertThat(balance.findings()).singleElement().satisfies(finding -> assertThat(finding.hour())
                .isEqualTo(Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void takesASegmentThatCannotBeReadForAProblemOfItsHour() throws IOException {
        Path segment = lake.tree("archive/events/dt=2026-11-23").stream()
                .filter(path -> path.endsWith(".jsonl.zst"))
                .map(lake::path)
                .findFirst()
                .orElseThrow();
        byte[] content = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(content, content.length - 1));

        assertThat(texts(balance(TimeRange.ALL)))
                .hasSize(3)
                .element(0)
                .asString()
                .startsWith("Cannot read the footer of file:" + segment + ": the file does not end in a seek table");
    }

    @Test
    void findsThatArchivedMicrobatchesAreLost() throws IOException {
        for (String path : lake.tree("archive/events/dt=2026-11-23")) {
            Files.delete(lake.path(path));
        }

        assertThat(texts(balance(TimeRange.ALL)))
                .containsExactly(
                        "plans consumed 2 microbatches, the archive has the manifests of 0: compare"
                                + " archive/events/dt=2026-11-23 with state/plans/events",
                        "the compaction found 10 lines, the manifests have 0: look at archive/events/dt=2026-11-23");
    }

    @Test
    void findsThatAMicrobatchOfAPlanIsLost() throws IOException {
        Files.writeString(
                lake.path("state/plans/events/00000003.json"),
                """
                {"format": 1, "stream": "events", "number": 3, "lines": 5, "bytes": 100,
                 "microbatches": [1795392595000, 1795392600000]}
                """);

        assertThat(texts(balance(TimeRange.ALL)))
                .containsExactly("plan 3 of events is to consume events-1795392595000, which is neither at"
                        + " raw/events/dt=2026-11-23/events-1795392595000.json nor in the archive");
    }

    @Test
    void takesAnUnfinishedPlanForWaiting() throws IOException {
        Files.delete(lake.path("state/plans/events/00000002.done.json"));

        Balance balance = balance(TimeRange.ALL);

        assertThat(texts(balance)).isEmpty();
        assertThat(balance.total().settled().waiting()).isEqualTo(15);
    }

    @Test
    void knowsThePlansThatWereDeleted() throws IOException {
        for (String path : lake.tree("state/plans")) {
            Files.delete(lake.path(path));
        }

        assertThat(texts(balance(TimeRange.ALL))).isEmpty();
    }

    @Test
    void asksForNoSessionBeforeTheFirstCompaction(@TempDir Path fresh) throws IOException {
        TestLake young = TestLake.of(fresh, MixedLines.spec());
        MixedLines.commitSecond(young);

        Balance balance = new StreamBalance(
                        young.files(),
                        young.files(),
                        () -> {
                            throw new IllegalStateException("nobody should ask for a session");
                        },
                        "events",
                        CLOCK)
                .of(TimeRange.ALL, StreamBalanceTest::unseen);

        assertThat(balance.holds()).isTrue();
        assertThat(balance.total().settled()).isEqualTo(new HourBalance.Settled(0, 0, 0, 0, 14));
    }

    private Balance balance(TimeRange range) throws IOException {
        return new StreamBalance(lake.files(), lake.files(), () -> spark, "events", CLOCK)
                .of(range, StreamBalanceTest::unseen);
    }

    private static Progress unseen() {
        return new Progress() {
            @Override
            public void advance(long count) {}

            @Override
            public void close() {}
        };
    }

    private static List<String> texts(Balance balance) {
        return balance.findings().stream().map(Finding::text).toList();
    }
}

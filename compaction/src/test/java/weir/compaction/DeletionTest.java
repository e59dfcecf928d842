package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.coverage.Balance;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.files.Mismatch;
import weir.lake.history.DeletionReceipt;
import weir.lake.history.DeletionReceipts;
import weir.lake.history.TimeRange;
import weir.lake.source.SourceOptions;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What a message takes back is gone: from the table with the next compaction, from everywhere after the deadlines. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class DeletionTest {

    private static final StreamSpec SPEC = Lines.notes("id <> 4");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private TestLake lake;
    private SparkSession spark;

    /** Notes 1 to 6 are compacted; then 2 and the dropped 4 are deleted, and 9 before it comes; author 7 forgets places up to 3. */
    @BeforeEach
    void capture(SparkSession session) throws IOException {
        spark = session;
        lake = TestLake.of(folder, SPEC);
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T09:59:00Z", 7),
                        Lines.note(2, "2026-11-22T09:59:01Z", 7),
                        Lines.note(3, "2026-11-22T09:59:02Z", 8)));
        lake.commit(
                "2026-11-22T11:00:00Z",
                List.of(
                        Lines.note(4, "2026-11-22T10:59:00Z", 8),
                        Lines.note(5, "2026-11-21T23:59:00Z", 7),
                        Lines.note(6, "2026-11-22T10:59:02Z", 8)));
        compact(NOW);
        lake.commit(
                "2026-11-22T12:00:00Z",
                List.of(
                        Lines.utf8("{\"delete\":{\"id\":2}}"),
                        Lines.utf8("{\"delete\":{\"id\":4}}"),
                        Lines.utf8("{\"delete\":{\"id\":9}}"),
                        Lines.utf8("{\"delete\":{\"of\":\"something else\"}}"),
                        Lines.utf8("{\"forget\":{\"author\":7,\"up_to\":3}}"),
                        Lines.note(7, "2026-11-22T11:59:00Z", 7)));
    }

    private Outcome compact(Instant now, String... overrides) throws IOException {
        try (CompactionService service = CompactionService.open(
                lake.config(overrides), List.of(), () -> spark, Clock.fixed(now, ZoneOffset.UTC))) {
            return service.compact();
        }
    }

    private List<Long> ids(Dataset<Row> rows) {
        return rows.select("id").as(Encoders.LONG()).collectAsList().stream()
                .sorted()
                .toList();
    }

    private Dataset<Row> replayed() {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(lake.files().uri(""), SPEC).toMap())
                .load()
                .where("_verdict = 'kept'");
    }

    private Balance balance() throws IOException {
        return new StreamBalance(lake.files(), lake.files(), () -> spark, "notes", Clock.fixed(NOW, ZoneOffset.UTC))
                .of(
                        TimeRange.ALL,
                        () -> weir.lake.command.Progress.start("reading", "manifests", 0, Clock.systemUTC()));
    }

    private List<Mismatch> mismatches() throws IOException {
        StreamVerification verification = new StreamVerification(lake.files(), lake.files(), SPEC, TimeRange.ALL);
        return Stream.concat(verification.ofFiles().stream(), verification.ofTables(() -> spark).stream())
                .flatMap(check -> check.run(bytes -> {}).mismatches().stream())
                .toList();
    }

    @Test
    void aReplayHonoursWhatIsNotCompactedYet() {
        assertThat(ids(replayed())).containsExactly(1L, 3L, 5L, 6L, 7L);
        assertThat(ids(replayed().where("place IS NULL"))).containsExactly(1L);
    }

    @Test
    void theNextCompactionTakesItOutOfTheTable() throws IOException {
        compact(NOW);

        Dataset<Row> table = lake.table(spark, "notes");
        assertThat(ids(table)).containsExactly(1L, 3L, 5L, 6L, 7L);
        assertThat(ids(table.where("place IS NULL"))).containsExactly(1L);
        assertThat(ids(replayed())).containsExactly(1L, 3L, 5L, 6L, 7L);
        assertThat(balance().findings()).isEmpty();
        assertThat(balance().total().settled().deleted()).isEqualTo(1);
        assertThat(mismatches()).isEmpty();
    }

    @Test
    void whatComesBehindItsDeletionIsDeletedToo() throws IOException {
        compact(NOW);
        lake.commit(
                "2026-11-22T13:00:00Z",
                List.of(
                        Lines.note(9, "2026-11-22T12:59:00Z", 8),
                        Lines.note(2, "2026-11-22T09:59:01Z", 7),
                        Lines.note(10, "2026-11-22T12:59:00Z", 8)));
        assertThat(ids(replayed())).containsExactly(1L, 3L, 5L, 6L, 7L, 10L);

        compact(NOW);

        assertThat(ids(lake.table(spark, "notes"))).containsExactly(1L, 3L, 5L, 6L, 7L, 10L);
        assertThat(balance().findings()).isEmpty();
        assertThat(balance().total().settled().deleted()).isEqualTo(3);
        assertThat(mismatches()).isEmpty();
    }

    @Test
    void afterTheDeadlinesNoFileHasIt() throws IOException {
        TableRebuilds.load().compute(spark, lake.files(), SPEC.withFilter("true"));
        compact(NOW);
        lake.commit("2026-11-22T13:00:00Z", List.of(Lines.note(9, "2026-11-22T12:59:00Z", 8)));
        compact(NOW);
        assertThat(filesWith("text-of-2")).isNotEmpty();

        compact(NOW.plus(Duration.ofHours(23)));
        assertThat(filesWith("text-of-2")).isNotEmpty();

        // Delta looks at its files' own times, which are those of today
        compact(NOW.plus(Duration.ofDays(1)), "compaction.deletion.version-deadline=0s");

        for (String gone : List.of("text-of-2", "text-of-4", "text-of-9", "place-of-1")) {
            assertThat(filesWith(gone)).as(gone).isEmpty();
        }
        for (String stays : List.of("text-of-1", "place-of-5", "text-of-7")) {
            assertThat(filesWith(stays)).as(stays).isNotEmpty();
        }
        assertThat(ids(replayed())).containsExactly(1L, 3L, 5L, 6L, 7L);
        assertThat(ids(lake.table(spark, "notes"))).containsExactly(1L, 3L, 5L, 6L, 7L);
        assertThat(balance().findings()).isEmpty();
        assertThat(mismatches()).isEmpty();
        List<DeletionReceipt> receipts = new DeletionReceipts(lake.files(), SPEC).all();
        assertThat(receipts)
                .extracting(DeletionReceipt::of)
                .containsExactly("id = 2", "id = 4", "id = 9", "author.id = 7, id <= 3");
        assertThat(receipts).extracting(DeletionReceipt::rows).containsExactly(1L, 0L, 1L, 2L);
        assertThat(receipts).allMatch(receipt -> receipt.archive().isPresent());
        assertThat(receipts.get(0).versions()).contains(NOW.plus(Duration.ofDays(1)));
    }

    /** Every call by which others see a step that has to do with deletions. */
    @Test
    void isDoneWhereverTheCompactionIsCut() throws IOException {
        String[] atOnce = {"compaction.deletion.archive-deadline=0s"};
        Path before = folder.resolve("before");
        KilledRun.copyTree(lake.root(), before);
        List<Call> calls;
        try (Faults disk = Faults.in(lake.root())) {
            compact(NOW, atOnce[0], "lake.root=" + disk.root());
            calls = disk.calls();
        }
        Done undisturbed = done();
        assertThat(undisturbed.rows()).hasSize(5);
        int trials = 0;
        for (int n = 1; n <= calls.size(); n++) {
            Call call = calls.get(n - 1);
            boolean visible = call.operation() == Call.Operation.MOVE || call.operation() == Call.Operation.LINK;
            boolean concerned = call.path().startsWith("deletions/")
                    || call.path().startsWith("tables/")
                    || call.path().startsWith("archive/");
            if (!visible || !concerned) {
                continue;
            }
            trials++;
            deleteTree(lake.root());
            KilledRun.copyTree(before, lake.root());
            DeltaLog.clearCache();
            Fault fault = new Fault(n, Fault.Kind.STOP, Fault.Moment.BEFORE);
            try (Faults disk = Faults.in(lake.root())) {
                disk.arm(fault);
                Throwable failure = catchThrowable(() -> compact(NOW, atOnce[0], "lake.root=" + disk.root()));
                assertThat(disk.happened() && failure != null)
                        .as(fault + " ended it, about " + call)
                        .isTrue();
            }
            DeltaLog.clearCache();

            compact(NOW, atOnce);

            assertThat(done()).as("%s, about %s", fault, call).isEqualTo(undisturbed);
        }
        assertThat(trials).isGreaterThan(6);
        assertThat(mismatches()).isEmpty();
    }

    /** What a compaction leaves that deletes. */
    private record Done(
            List<String> rows, List<String> findings, List<DeletionReceipt> receipts, List<Path> archivedAll) {}

    private Done done() throws IOException {
        return new Done(
                lake.table(spark, "notes").toJSON().collectAsList().stream()
                        .sorted()
                        .toList(),
                balance().findings().stream().map(Object::toString).toList(),
                new DeletionReceipts(lake.files(), SPEC).all(),
                filesWith("text-of-2").stream()
                        .filter(file -> file.toString().endsWith(".zst"))
                        .toList());
    }

    @Test
    void aReceiptDoesNotCountWhatWasDoneBeforeTheMessageCame() throws IOException {
        compact(NOW, "compaction.deletion.archive-deadline=0s");
        assertThat(receiptOfNine().archive()).contains(NOW);
        lake.commit("2026-11-22T13:00:00Z", List.of(Lines.note(9, "2026-11-22T12:59:00Z", 8)));

        compact(NOW.plusSeconds(60));

        assertThat(receiptOfNine().rows()).isEqualTo(1);
        assertThat(receiptOfNine().archive()).isEmpty();
        assertThat(receiptOfNine().versions()).isEmpty();
    }

    @Test
    void aReceiptKnowsALateMessageThatTheFilterDropped() throws IOException {
        compact(NOW, "compaction.deletion.archive-deadline=0s");
        lake.commit("2026-11-22T13:00:00Z", List.of(Lines.note(4, "2026-11-22T12:59:00Z", 8)));
        assertThat(receiptOf("id = 4").archive()).contains(NOW);

        compact(NOW.plusSeconds(60));
        assertThat(receiptOf("id = 4").rows()).isZero();
        assertThat(receiptOf("id = 4").archive()).isEmpty();
        assertThat(receiptOf("id = 2").archive()).contains(NOW);

        compact(NOW.plusSeconds(120), "compaction.deletion.archive-deadline=0s");
        assertThat(receiptOf("id = 4").archive()).contains(NOW.plusSeconds(120));
    }

    private DeletionReceipt receiptOfNine() throws IOException {
        return receiptOf("id = 9");
    }

    private DeletionReceipt receiptOf(String record) throws IOException {
        return new DeletionReceipts(lake.files(), SPEC)
                .all().stream()
                        .filter(receipt -> receipt.of().equals(record))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aReceiptSaysThatItWaits() throws IOException {
        List<DeletionReceipt> receipts = new DeletionReceipts(lake.files(), SPEC).all();

        assertThat(receipts)
                .hasSize(4)
                .allMatch(receipt -> receipt.plan().isEmpty()
                        && receipt.table().isEmpty()
                        && receipt.asked().equals(Instant.parse("2026-11-22T12:00:00Z")));
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private List<Path> filesWith(String text) throws IOException {
        return new LakeSearch(spark, lake.root()).filesWith(text);
    }
}

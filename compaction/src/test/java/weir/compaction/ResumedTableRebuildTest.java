package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Loss;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;
import weir.report.Difference;
import weir.report.TableShadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A rebuild of a table that was killed goes on with the plans that are not there, and ends in the same shadow. The profile {@code
 * long} kills at every step that others see; otherwise some are drawn with a seed.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class ResumedTableRebuildTest {

    private static final boolean ALL = Boolean.getBoolean("weir.test.long");
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int DRAWN = 4;
    private static final int PLANS = 5;

    private static final StreamSpec SPEC = Lines.notes("author.id <> 8");

    /** Call by call, what a rebuild of the lake of this test does to its files. */
    private static List<Call> calls;

    private static Shadow undisturbed;

    @TempDir
    private static Path original;

    @TempDir
    private Path folder;

    private SparkSession spark;
    private TestLake lake;

    /** All that a shadow says but its identity. */
    private record Shadow(List<String> rows, List<PlanRecount> recounts, long plan, long liveVersion) {

        static Shadow of(TestLake lake, SparkSession spark) throws IOException {
            TableShadowStore store = new TableShadowStore(lake.files(), "notes");
            TableShadow shadow = store.require();
            List<String> rows =
                    store.rows(spark).toJSON().collectAsList().stream().sorted().toList();
            return new Shadow(rows, store.recounts(), shadow.plan(), shadow.liveVersion());
        }
    }

    @BeforeAll
    static void compactFiveTimes(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(original, SPEC);
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T09:59:00Z", 7),
                        Lines.note(2, "2026-11-22T09:59:01Z", 7),
                        Lines.utf8("{\"id\":3,"),
                        Lines.utf8("")));
        lake.commit(
                "2026-11-22T11:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T10:59:00Z", 9),
                        Lines.note(4, "2026-11-22T10:59:01Z", 9),
                        Lines.note(5, "2026-11-22T10:59:02Z", 8)));
        lake.commit(
                "2026-11-22T12:00:00Z",
                List.of(
                        Lines.utf8("{\"delete\":{\"id\":2}}"),
                        Lines.utf8("{\"delete\":{\"id\":5}}"),
                        Lines.utf8("{\"forget\":{\"author\":7,\"up_to\":1}}")));
        lake.commit(
                "2026-11-22T13:00:00Z",
                List.of(
                        Lines.note(2, "2026-11-22T12:59:00Z", 7),
                        Lines.note(6, "2026-11-22T12:59:01Z", 9),
                        Lines.note(4, "2026-11-22T12:59:02Z", 9)));
        lake.commit(
                "2026-11-22T14:00:00Z",
                List.of(
                        Lines.note(6, "2026-11-22T13:59:00Z", 9),
                        Lines.note(7, "2026-11-23T13:59:01Z", 9),
                        Lines.utf8("{\"text\":\"without a key\"}")));
        lake.compact(spark, "compaction.plan.max-microbatches=1");
        TestLake once = copy(original.resolve("once"));
        try (Faults disk = Faults.in(once.root())) {
            new TableRebuild(spark, LakeFiles.of(disk.root()), "notes", 1).compute(SPEC);
            calls = disk.calls();
        }
        DeltaLog.clearCache();
        undisturbed = Shadow.of(once, spark);
    }

    @BeforeEach
    void copy(SparkSession session) throws IOException {
        spark = session;
        lake = copy(folder);
    }

    private static TestLake copy(Path to) throws IOException {
        TestLake lake = TestLake.of(to, SPEC);
        KilledRun.copyTree(TestLake.of(original, SPEC).root(), lake.root());
        return lake;
    }

    private TableRebuild rebuild() {
        return new TableRebuild(spark, lake.files(), "notes", 1);
    }

    private void killed(Fault fault, StreamSpec spec, boolean losesPower) throws IOException {
        try (Faults disk = Faults.in(lake.root())) {
            disk.arm(fault);
            Throwable failure =
                    catchThrowable(() -> new TableRebuild(spark, LakeFiles.of(disk.root()), "notes", 1).compute(spec));
            assertThat(disk.happened() && failure != null)
                    .as(fault + " ended it")
                    .isTrue();
            if (losesPower) {
                disk.losePower(Loss.EVERYTHING);
            }
        }
        DeltaLog.clearCache();
    }

    /** Kills it before it commits the rows of a plan. */
    private void killedBefore(long plan, StreamSpec spec) throws IOException {
        List<Integer> commits = IntStream.rangeClosed(1, calls.size())
                .filter(n -> calls.get(n - 1).operation() == Call.Operation.LINK)
                .boxed()
                .toList();
        assertThat(commits).hasSize(PLANS + 1); // the first one creates the table
        killed(new Fault(commits.get((int) plan), Fault.Kind.STOP, Fault.Moment.BEFORE), spec, false);
    }

    private Optional<String> begun() throws IOException {
        return new TableShadowStore(lake.files(), "notes").begun().map(begun -> begun.shadow()
                .id());
    }

    private long commits() {
        return DeltaTable.forPath(spark, lake.files().uri("shadows/tables/notes"))
                .history()
                .count();
    }

    @Test
    void isTheSameAtOnce() throws IOException {
        TableRebuild atOnce = new TableRebuild(spark, lake.files(), "notes");

        atOnce.compute(SPEC);

        assertThat(commits()).isEqualTo(2);
        assertThat(Shadow.of(lake, spark)).isEqualTo(undisturbed);
        assertThat(atOnce.difference().isEmpty()).isTrue();
        assertThat(TableState.ids(new TableShadowStore(lake.files(), "notes").rows(spark)))
                .containsExactly(1L, 4L, 6L, 7L);
    }

    @Test
    void computesTheRowsOfEveryPlanOnceWhereverItIsKilled() throws IOException {
        List<Integer> visible = new ArrayList<>();
        for (int n = 1; n <= calls.size(); n++) {
            Call call = calls.get(n - 1);
            boolean ofState = call.path().startsWith("state/shadows/")
                    && List.of(Call.Operation.MOVE, Call.Operation.DELETE).contains(call.operation());
            boolean step = ofState || call.operation() == Call.Operation.LINK;
            if (step) {
                visible.add(n);
            }
        }
        assertThat(visible).hasSizeGreaterThan(2 * PLANS);
        Collections.shuffle(visible, new Random(SEED));
        for (int n : visible.subList(0, ALL ? visible.size() : DRAWN)) {
            String description = "seed " + SEED + ", call " + n + ", " + calls.get(n - 1);
            lake = copy(Files.createTempDirectory(folder, "lake"));
            killed(new Fault(n, Fault.Kind.STOP, Fault.Moment.BEFORE), SPEC, n % 2 == 0);
            Optional<String> before = begun();

            TableShadow shadow = rebuild().compute(SPEC);

            before.ifPresent(id -> assertThat(shadow.id()).as(description).isEqualTo(id));
            assertThat(Shadow.of(lake, spark)).as(description).isEqualTo(undisturbed);
            assertThat(commits()).as(description).isEqualTo(PLANS + 1);
            assertThat(begun()).as(description).isEmpty();
            DeltaLog.clearCache();
        }
    }

    @Test
    void saysHowManyLinesItHas() throws IOException {
        assertThat(rebuild().computedLines(SPEC)).isZero();
        killedBefore(3, SPEC);

        assertThat(rebuild().computedLines(SPEC)).isEqualTo(7);
        assertThat(rebuild().computedLines(SPEC.withFilter("true"))).isZero();
    }

    @Test
    void takesInWhatWasCompactedSince() throws IOException {
        killedBefore(3, SPEC);
        Optional<String> before = begun();
        lake.commit(
                "2026-11-22T15:00:00Z",
                List.of(Lines.note(6, "2026-11-22T14:59:00Z", 9), Lines.note(8, "2026-11-22T14:59:00Z", 9)));
        lake.compact(spark);

        TableShadow shadow = rebuild().compute(SPEC);

        assertThat(before).contains(shadow.id());
        assertThat(shadow.plan()).isEqualTo(PLANS + 1);
        assertThat(commits()).isEqualTo(PLANS + 2);
        assertThat(rebuild().difference().isEmpty()).isTrue();
    }

    @Test
    void beginsAgainIfItIsOtherWork() throws IOException {
        killedBefore(4, SPEC);
        Optional<String> first = begun();
        StreamSpec all = SPEC.withFilter("true");
        killedBefore(4, all);
        Optional<String> ofAll = begun();
        assertThat(ofAll).isPresent().isNotEqualTo(first);
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), SPEC, OptionalLong::empty, Clock.systemUTC())) {
            orders.drop(LineSelection.ALL);
        }

        TableShadow shadow = rebuild().compute(all);

        assertThat(ofAll).isNotEqualTo(Optional.of(shadow.id()));
        assertThat(TableState.ids(new TableShadowStore(lake.files(), "notes").rows(spark)))
                .containsExactly(1L, 4L, 6L, 7L); // 5 was deleted by a plan behind its own
    }

    @Test
    void bringsNothingBackThatWasDeletedSince() throws IOException {
        killedBefore(4, SPEC);
        Optional<String> before = begun();
        lake.commit("2026-11-22T15:00:00Z", List.of(Lines.utf8("{\"delete\":{\"id\":4}}")));
        lake.compact(spark);

        TableShadow shadow = rebuild().compute(SPEC);

        assertThat(before).isPresent().isNotEqualTo(Optional.of(shadow.id()));
        Difference difference = rebuild().difference();
        assertThat(difference.isEmpty()).as(difference.toString()).isTrue();
        assertThat(TableState.ids(new TableShadowStore(lake.files(), "notes").rows(spark)))
                .containsExactly(1L, 6L, 7L);
    }

    @Test
    void isGoneWhenTheDeadlineOfADeletionHasPassed() throws IOException {
        killedBefore(4, SPEC);
        lake.commit("2026-11-22T15:00:00Z", List.of(Lines.utf8("{\"delete\":{\"id\":4}}")));
        lake.compact(spark, "compaction.deletion.archive-deadline=0s", "compaction.deletion.version-deadline=0s");

        assertThat(begun()).isEmpty();
        assertThat(lake.tree("shadows")).isEmpty();
        assertThat(lake.tree("state/shadows")).isEmpty();
    }

    @Test
    void canBeDiscardedBeforeItIsWhole() throws IOException {
        killedBefore(2, SPEC);
        StreamTableRebuilds rebuilds = new StreamTableRebuilds();
        assertThatThrownBy(() -> rebuilds.difference(spark, lake.files(), "notes"))
                .hasMessageContaining("has no shadow");

        rebuilds.discard(lake.files(), "notes");

        assertThat(begun()).isEmpty();
        assertThat(lake.tree("shadows")).isEmpty();
        assertThatThrownBy(() -> rebuilds.discard(lake.files(), "notes")).hasMessageContaining("has no shadow");
    }
}

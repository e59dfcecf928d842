package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.StreamSpec;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.faults.Loss;
import weir.lake.files.LakeFiles;
import weir.lake.history.PromotionMark;
import weir.lake.schema.Schema;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A promotion of a table that is cut short leaves the old table or the new one; the next compaction, or another promotion, ends
 * where an undisturbed one does, coverage, quarantine and plans included. The profile {@code long} cuts at every call of the file
 * system; otherwise some are drawn with a seed, and of those that others see the ones that begin or end a step.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CutTablePromotionTest {

    private static final boolean ALL = Boolean.getBoolean("weir.test.long");
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int DRAWN = 1;

    /** Texts as keys: other rows, other columns, and fewer malformed lines. */
    private static final StreamSpec OTHER = new StreamSpec(
            "events",
            Schema.parse(
                    MixedLines.spec()
                            .schema()
                            .text()
                            .replace("name = id, type = bigint", "name = id, type = string")
                            .replace("{ name = tags, type = \"array<string>\" }", ""),
                    "other"),
            List.of("id"),
            "at",
            "n < 9 OR n IS NULL");

    @TempDir
    private Path home;

    private SparkSession spark;

    /** What counts by plan. */
    private record Numbers(List<String> rows, LakeState state) {

        static Numbers of(TestLake lake, SparkSession spark) throws IOException {
            return new Numbers(TableState.rows(lake, spark, "events"), LakeState.of(lake, spark, "events"));
        }
    }

    @Test
    void leavesTheOldTableOrTheNewOne(SparkSession session) throws IOException {
        spark = session;
        TestLake before = TestLake.of(Files.createTempDirectory(home, "before"), OTHER);
        TestLake configured = TestLake.of(before.folder(), MixedLines.spec());
        MixedLines.commitFirst(configured);
        configured.compact(spark);
        MixedLines.commitSecond(configured);
        configured.compact(spark);
        before.compact(spark); // makes the indexes of the archive for the other schema
        TableRebuilds.load().compute(spark, before.files(), OTHER);
        List<String> old = TableState.rows(before, spark, "events");
        TestLake after = copy(before);
        List<Call> calls;
        try (Faults disk = Faults.in(after.root())) {
            promote(LakeFiles.of(disk.root()));
            calls = disk.calls();
        }
        DeltaLog.clearCache();
        Numbers done = Numbers.of(after, spark);
        TableState.requireThatItAddsUp(after, spark, OTHER, "undisturbed");
        assertThat(done.rows()).isNotEqualTo(old);

        List<Fault> faults = faults(calls);
        System.out.println(
                "promotion of a table: " + faults.size() + " cuts in " + calls.size() + " calls; seed " + SEED);
        for (int i = 0; i < faults.size(); i++) {
            trial(copy(before), faults.get(i), calls, i, old, done);
        }
    }

    private void trial(TestLake lake, Fault fault, List<Call> calls, int number, List<String> old, Numbers done)
            throws IOException {
        String description = "seed " + SEED + ", " + fault + ", about " + calls.get(fault.call() - 1);
        try (Faults disk = Faults.in(lake.root())) {
            disk.arm(fault);
            Throwable failure = catchThrowable(() -> promote(LakeFiles.of(disk.root())));
            assertThat(disk.happened() && failure != null)
                    .as(description + " ended it")
                    .isTrue();
            if (number % 2 == 0) {
                disk.losePower(Loss.EVERYTHING);
            }
        }
        DeltaLog.clearCache();
        assertThat(TableState.rows(lake, spark, "events")).as(description).isIn(old, done.rows());

        boolean isNew = TableState.rows(lake, spark, "events").equals(done.rows());
        if (isNew && number % 3 > 0) {
            lake.compact(spark);
        } else if (Files.exists(lake.path("state/shadows/tables/events.json"))) {
            promote(lake.files());
        } else if (new PromotionMark(lake.files(), "events").shadow().isPresent()) {
            // all is done but that the mark says so
            assertThat(catchThrowable(() -> promote(lake.files())))
                    .as(description)
                    .hasMessageContaining("has no shadow");
        }

        assertThat(Numbers.of(lake, spark))
                .as(description)
                .usingRecursiveComparison()
                .ignoringFields("state.temporary")
                .isEqualTo(done);
        assertThat(lake.tree("state/promotions")).as(description).isEmpty();
        assertThat(lake.tree("state/shadows")).as(description).isEmpty();
        DeltaLog.clearCache();
    }

    private void promote(LakeFiles files) throws IOException {
        TableRebuilds.load().promote(spark, files, "events", Changes.REFUSED);
    }

    private static List<Fault> faults(List<Call> calls) {
        List<Fault> visible = new ArrayList<>();
        List<Fault> others = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        for (int n = 1; n <= calls.size(); n++) {
            Call call = calls.get(n - 1);
            boolean commits = call.operation() == Call.Operation.LINK;
            boolean ends = call.operation() == Call.Operation.DELETE
                    && call.path().startsWith("state/")
                    && !call.path().endsWith(".tmp");
            boolean sortsAnew = call.operation() == Call.Operation.MOVE
                    && call.path().startsWith("quarantine/")
                    && begun.add("quarantine");
            (commits || ends || sortsAnew ? visible : others).add(new Fault(n, Kind.STOP, Moment.BEFORE));
            if (call.operation() == Call.Operation.WRITE) {
                others.add(new Fault(n, Kind.STOP, Moment.HALF_WAY));
            }
        }
        Collections.shuffle(others, new Random(SEED));
        return Stream.concat(visible.stream(), others.stream().limit(ALL ? others.size() : DRAWN))
                .toList();
    }

    private TestLake copy(TestLake from) throws IOException {
        TestLake lake = TestLake.of(Files.createTempDirectory(home, "lake"), OTHER);
        KilledRun.copyTree(from.root(), lake.root());
        return lake;
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.faults.Loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A whole compaction, Spark and Delta included, that is cut short at a call of the file system ends in the state of an
 * undisturbed one. Cuts are drawn with a seed; the profile {@code long} takes all of them.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutCompactionTest {

    private static final boolean ALL = Boolean.getBoolean("weir.test.long");
    private static final long SEED = Long.getLong("weir.test.seed", 20261122);
    private static final String CHECKPOINTS = "spark.databricks.delta.properties.defaults.checkpointInterval";

    @TempDir
    private Path home;

    @AfterAll
    static void makeCheckpointsAsUsual(SparkSession spark) {
        spark.conf().unset(CHECKPOINTS);
    }

    /** What the compaction finds. */
    enum Start {
        NEW_TABLE,
        GROWN_TABLE
    }

    /**
     * A lake and what becomes of it.
     *
     * @param before its folder
     * @param done what an undisturbed compaction makes of it
     * @param calls the calls of that
     */
    private record Undisturbed(Path before, LakeState done, List<Call> calls) {}

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void endsInTheStateOfAnUndisturbedRunAfterAKill(Start start, SparkSession spark) throws IOException {
        Undisturbed undisturbed = undisturbed(start, spark);
        for (Fault fault : faults(undisturbed, Kind.STOP, start == Start.GROWN_TABLE ? 12 : 0, 4)) {
            trial(undisturbed, fault, spark, (faults, lake) -> {
                faults.close();
                return finished(lake, spark);
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void endsInTheStateOfAnUndisturbedRunAfterAnError(Start start, SparkSession spark) throws IOException {
        Undisturbed undisturbed = undisturbed(start, spark);
        for (Fault fault : faults(undisturbed, Kind.FAIL, 0, 2)) {
            trial(undisturbed, fault, spark, (faults, lake) -> {
                faults.close();
                return finished(lake, spark);
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void endsInTheStateOfAnUndisturbedRunAfterALossOfPower(Start start, SparkSession spark) throws IOException {
        Undisturbed undisturbed = undisturbed(start, spark);
        long seed = SEED;
        for (Fault fault : faults(undisturbed, Kind.STOP, 0, 4)) {
            Loss loss = seed++ % 2 == 0 ? Loss.EVERYTHING : Loss.random(seed);
            trial(undisturbed, fault, spark, (faults, lake) -> {
                faults.losePower(loss);
                return finished(lake, spark).withoutTemporary();
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void keepsWhatWasRecoveredWhenThePowerFailsThen(Start start, SparkSession spark) throws IOException {
        Undisturbed undisturbed = undisturbed(start, spark);
        for (Fault fault : faults(undisturbed, Kind.STOP, 0, 4)) {
            trial(undisturbed, fault, spark, (faults, lake) -> {
                DeltaLog.clearCache();
                faults.arm(Fault.NONE);
                lake.compact(spark, "lake.root=" + faults.root());
                faults.losePower(Loss.EVERYTHING);
                return LakeState.of(lake, spark, "events").withoutTemporary();
            });
        }
    }

    /** What follows on a compaction that was cut short. @return the state of the lake in the end */
    private interface Aftermath {
        LakeState state(Faults faults, TestLake lake) throws IOException;
    }

    private void trial(Undisturbed undisturbed, Fault fault, SparkSession spark, Aftermath aftermath)
            throws IOException {
        TestLake lake = copy(undisturbed.before());
        String description = "seed " + SEED + ", " + fault + " of "
                + undisturbed.calls().size() + ", about " + undisturbed.calls().get(fault.call() - 1);
        try (Faults faults = Faults.in(lake.root())) {
            faults.arm(fault);
            Throwable failure = catchThrowable(() -> lake.compact(spark, "lake.root=" + faults.root()));
            if (failure != null && !faults.happened()) {
                throw new AssertionError(description, failure);
            }
            // Delta may do without a checkpoint that failed, but nobody survives a kill
            assertThat(fault.kind() == Kind.STOP && faults.happened() && failure == null)
                    .as(description + " went on")
                    .isFalse();
            assertThat(aftermath.state(faults, lake))
                    .as(description)
                    .usingRecursiveComparison()
                    .isEqualTo(undisturbed.done());
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(description, e);
        }
        DeltaLog.clearCache();
    }

    private static LakeState finished(TestLake lake, SparkSession spark) throws IOException {
        lake.compact(spark);
        assertThat(lake.compact(spark)).isEqualTo(new Outcome(List.of(), List.of()));
        return LakeState.of(lake, spark, "events");
    }

    /** All, or some at calls that change what others see, and beside them as many of Spark and Delta as of Weir itself. */
    private static List<Fault> faults(Undisturbed undisturbed, Kind kind, int visible, int drawn) {
        Predicate<Call> ofTables = CutCompactionTest::isOfDelta;
        if (ALL) {
            return faults(undisturbed, kind, call -> true);
        }
        return Stream.of(
                        draw(faults(undisturbed, kind, CutCompactionTest::isVisible), visible),
                        draw(faults(undisturbed, kind, ofTables), drawn / 2),
                        draw(faults(undisturbed, kind, ofTables.negate()), drawn - drawn / 2))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private static boolean isOfDelta(Call call) {
        return call.path().startsWith("tables/") || call.path().startsWith("coverage/");
    }

    private static boolean isVisible(Call call) {
        return switch (call.operation()) {
            case MOVE, LINK -> true;
            case DELETE -> !call.path().endsWith(".tmp");
            default -> false;
        };
    }

    private static List<Fault> draw(List<Fault> all, int drawn) {
        List<Fault> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(drawn, shuffled.size()));
    }

    private static List<Fault> faults(Undisturbed undisturbed, Kind kind, Predicate<Call> wanted) {
        List<Fault> faults = new ArrayList<>();
        for (int n = 1; n <= undisturbed.calls().size(); n++) {
            Call call = undisturbed.calls().get(n - 1);
            for (Moment moment : call.moments()) {
                boolean asBeforeTheNext = kind == Kind.STOP && moment == Moment.AFTER;
                if (wanted.test(call) && !asBeforeTheNext) {
                    faults.add(new Fault(n, kind, moment));
                }
            }
        }
        return faults;
    }

    /** A checkpoint with every commit, so that those are cut short too. */
    private Undisturbed undisturbed(Start start, SparkSession spark) throws IOException {
        spark.conf().set(CHECKPOINTS, "1");
        TestLake before = TestLake.of(Files.createTempDirectory(home, "before"), MixedLines.spec());
        MixedLines.commitFirst(before);
        if (start == Start.GROWN_TABLE) {
            before.compact(spark);
        }
        MixedLines.commitSecond(before);
        TestLake after = copy(before.root());
        try (Faults faults = Faults.in(after.root())) {
            after.compact(spark, "lake.root=" + faults.root());
            List<Call> calls = faults.calls();
            long ofTables = calls.stream().filter(CutCompactionTest::isOfDelta).count();
            System.out.println("compaction, " + start + ": N = " + calls.size() + ", of them " + ofTables
                    + " by Spark and Delta; seed " + SEED);
            return new Undisturbed(before.root(), LakeState.of(after, spark, "events"), calls);
        }
    }

    private TestLake copy(Path root) throws IOException {
        TestLake lake = TestLake.of(Files.createTempDirectory(home, "lake"), MixedLines.spec());
        KilledRun.copyTree(root, lake.root());
        return lake;
    }
}

package weir.bench.measure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import weir.bench.measure.FakeContender.FakeTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StopwatchTest {

    private static final long SECOND = 1_000_000_000;

    private final List<String> calls = new ArrayList<>();
    private final FakeTime time = new FakeTime();
    private final List<String> told = new ArrayList<>();

    private Stopwatch stopwatch(int warmUps, int rounds) {
        return new Stopwatch(warmUps, rounds, () -> time.nanos, () -> 0, told::add);
    }

    private FakeContender contender(String name, long seconds, String answer, String expected) {
        return new FakeContender(name, calls, time, seconds * SECOND, answer, expected);
    }

    @Test
    void runsBothInTurnAndCountsNoWarmUp() throws Exception {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 10, "1", null), contender("peer", 30, "1", null), Goal.none());

        Outcome.Measured measured = stopwatch(1, 2).compare(comparison);

        assertThat(calls.stream().filter(call -> call.endsWith("runs")))
                .containsExactly("ours runs", "peer runs", "ours runs", "peer runs", "ours runs", "peer runs");
        assertThat(told)
                .containsExactly(
                        "row: ours warmed up: 1 runs in 10.0 s, the last in 10.000 s, compilers busy for 0 % of it in the end",
                        "row: peer warmed up: 1 runs in 30.0 s, the last in 30.000 s, compilers busy for 0 % of it in the end",
                        "row: ours 10.000 s, peer 30.000 s",
                        "row: ours 10.000 s, peer 30.000 s");
        assertThat(measured.ours()).isEqualTo(new Spread(10, 10, 10));
        assertThat(measured.peer()).isEqualTo(new Spread(30, 30, 30));
        assertThat(measured.ratio()).isEqualTo(new Spread(3, 3, 3));
    }

    @Test
    void warmsUpEachUntilItHasRunForTenSeconds() throws Exception {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 4, "1", null), contender("peer", 1, "1", null), Goal.none());

        stopwatch(2, 1).compare(comparison);

        assertThat(told)
                .startsWith(
                        "row: ours warmed up: 3 runs in 12.0 s, the last in 4.000 s, compilers busy for 0 % of it in the end",
                        "row: peer warmed up: 10 runs in 10.0 s, the last in 1.000 s, compilers busy for 0 % of it in the end");
    }

    @Test
    void refusesTwoAnswersOfWhichNeitherIsKnown() {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 2, "1", null), contender("peer", 6, "2", null), Goal.none());

        assertThatThrownBy(() -> stopwatch(0, 1).compare(comparison))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessage("ours answers 1, peer answers 2");
    }

    @Test
    void allowsTwoAnswersOfWhichBothAreRight() throws Exception {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 2, "1", "1"), contender("peer", 6, "2", "2"), Goal.none());

        Outcome.Measured measured = stopwatch(0, 1).compare(comparison);

        assertThat(measured.ratio().median()).isEqualTo(3);
    }

    @Test
    void refusesAnAnswerThatIsNotTheRightOneAlsoWhileWarmingUp() {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 2, "1", "1"), contender("peer", 6, "1", "2"), Goal.none());

        assertThatThrownBy(() -> stopwatch(1, 1).compare(comparison))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessage("peer answers 1, the right answer is 2");
        assertThat(calls).filteredOn("peer runs"::equals).hasSize(1);
    }

    @Test
    void timesOneAlone() throws Exception {
        Outcome.Alone alone = stopwatch(0, 3).alone("row", "work", contender("ours", 2, "1", "1"), 2.5);

        assertThat(alone.ours()).isEqualTo(new Spread(2, 2, 2));
        assertThat(calls).hasSize(6);
    }
}

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
        return new Stopwatch(warmUps, rounds, () -> time.nanos, told::add);
    }

    private FakeContender contender(String name, long seconds, String answer, String expected) {
        return new FakeContender(name, calls, time, seconds * SECOND, answer, expected);
    }

    @Test
    void runsBothInTurnAndCountsNoWarmUp() throws Exception {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 5, "1", null), contender("peer", 15, "1", null), Goal.none());

        Outcome.Measured measured = stopwatch(1, 2).compare(comparison);

        assertThat(calls.stream().filter(call -> call.endsWith("runs")))
                .containsExactly("ours runs", "peer runs", "ours runs", "peer runs", "ours runs", "peer runs");
        assertThat(told).hasSize(3);
        assertThat(measured.ours()).isEqualTo(new Spread(5, 5, 5));
        assertThat(measured.peer()).isEqualTo(new Spread(15, 15, 15));
        assertThat(measured.ratio()).isEqualTo(new Spread(3, 3, 3));
    }

    @Test
    void warmsUpUntilOursHasRunForFiveSeconds() throws Exception {
        Comparison comparison = new Comparison(
                "row", "work", contender("ours", 2, "1", null), contender("peer", 6, "1", null), Goal.none());

        stopwatch(1, 2).compare(comparison);

        assertThat(told)
                .hasSize(5)
                .filteredOn(text -> text.endsWith("(warm-up)"))
                .hasSize(3);
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
        assertThat(told).isEmpty();
    }

    @Test
    void timesOneAlone() throws Exception {
        Outcome.Alone alone = stopwatch(0, 3).alone("row", "work", contender("ours", 2, "1", "1"), 2.5);

        assertThat(alone.ours()).isEqualTo(new Spread(2, 2, 2));
        assertThat(calls).hasSize(6);
    }
}

package weir.bench.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoalTest {

    @Test
    void dividesOursByThePeerWhereItMayTakeLonger() {
        Goal goal = Goal.atMostTimesThePeer(1.5);

        assertThat(goal.ratio(3, 2)).isEqualTo(1.5);
        assertThat(goal.metBy(1.5)).isTrue();
        assertThat(goal.metBy(1.51)).isFalse();
    }

    @Test
    void dividesThePeerByOursWhereItMustBeFaster() {
        Goal goal = Goal.atLeastTimesFaster(4);

        assertThat(goal.ratio(2, 8)).isEqualTo(4);
        assertThat(goal.metBy(4)).isTrue();
        assertThat(goal.metBy(3.99)).isFalse();
    }
}

package weir.replay.serve;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageScheduleTest {
    private static final long NOW = -5_000_000_000L;
    private static final long MILLI = 1_000_000L;

    @Test
    void keepsTheGapsOfTheOriginalPace() {
        MessageSchedule schedule = new MessageSchedule(Pace.ORIGINAL);

        assertThat(schedule.due(at(10_000), NOW)).isEqualTo(NOW);
        assertThat(schedule.due(at(10_250), NOW + 3)).isEqualTo(NOW + 250 * MILLI);
        assertThat(schedule.due(at(3_610_000), NOW + 9)).isEqualTo(NOW + 3_600_000 * MILLI);
    }

    @Test
    void dividesTheGaps() {
        MessageSchedule schedule = new MessageSchedule(Pace.times(60));

        schedule.due(at(0), NOW);

        assertThat(schedule.due(at(60_000), NOW)).isEqualTo(NOW + 1_000 * MILLI);
    }

    @Test
    void doesNotShiftWhatFollowsALateMessage() {
        MessageSchedule schedule = new MessageSchedule(Pace.ORIGINAL);

        schedule.due(at(0), NOW);
        schedule.due(at(100), NOW + 5_000 * MILLI);

        assertThat(schedule.due(at(6_000), NOW + 5_000 * MILLI)).isEqualTo(NOW + 6_000 * MILLI);
    }

    @Test
    void sendsWhatIsOutOfOrderAtOnce() {
        MessageSchedule schedule = new MessageSchedule(Pace.ORIGINAL);
        schedule.due(at(10_000), NOW);
        long now = NOW + 1_000 * MILLI;

        assertThat(schedule.due(at(9_000), now)).isLessThan(now);
        assertThat(schedule.due(at(Long.MIN_VALUE / 2), now)).isLessThan(now);
        assertThat(schedule.due(at(12_000), now)).isEqualTo(NOW + 2_000 * MILLI);
    }

    @Test
    void sendsWhatHasNoTimeWithTheMessageBefore() {
        MessageSchedule schedule = new MessageSchedule(Pace.ORIGINAL);

        assertThat(schedule.due(OptionalLong.empty(), NOW)).isEqualTo(NOW);
        schedule.due(at(0), NOW);
        schedule.due(at(500), NOW);
        assertThat(schedule.due(OptionalLong.empty(), NOW)).isEqualTo(NOW + 500 * MILLI);
        schedule.due(at(100), NOW);
        assertThat(schedule.due(OptionalLong.empty(), NOW)).isEqualTo(NOW + 500 * MILLI);
    }

    @Test
    void neverWaitsFlatOut() {
        MessageSchedule schedule = new MessageSchedule(Pace.MAX);

        assertThat(schedule.due(at(0), NOW)).isEqualTo(NOW);
        assertThat(schedule.due(at(1_000_000), NOW + 7)).isEqualTo(NOW + 7);
    }

    private static OptionalLong at(long millis) {
        return OptionalLong.of(millis);
    }
}

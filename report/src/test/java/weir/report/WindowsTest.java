package weir.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

class WindowsTest {

    private static final int HOURS = 40;
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void areThoseOfTheTimes() {
        Windows windows = Windows.holding(
                List.of(micros("1969-12-31T23:59:59Z"), micros("1970-01-01T00:00:00Z"), micros("2026-11-22T10:20:00Z")),
                HOUR);

        assertThat(windows.ranges())
                .containsExactly(
                        TimeRange.parse("1969-12-31T23:00:00Z", "1970-01-01T01:00:00Z"),
                        TimeRange.parse("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"));
    }

    @Test
    void areSetsOfWindows() {
        Random random = new Random(20261126);
        for (int i = 0; i < 500; i++) {
            BitSet one = bits(random);
            BitSet two = bits(random);

            BitSet both = (BitSet) one.clone();
            both.and(two);
            BitSet either = (BitSet) one.clone();
            either.or(two);
            BitSet left = (BitSet) one.clone();
            left.andNot(two);
            assertThat(windows(one).within(windows(two))).isEqualTo(windows(both));
            assertThat(windows(one).and(windows(two))).isEqualTo(windows(either));
            assertThat(windows(one).without(windows(two))).isEqualTo(windows(left));
        }
    }

    @Test
    void closeTheSmallestHolesFirst() {
        BitSet some = new BitSet();
        some.set(0);
        some.set(2);
        some.set(10, 12);
        some.set(20);

        assertThat(windows(some).inStretches(4)).isEqualTo(windows(some));
        assertThat(windows(some).inStretches(3).ranges()).hasSize(3).contains(range(0, 3));
        assertThat(windows(some).inStretches(2).ranges()).containsExactly(range(0, 12), range(20, 21));
        assertThat(windows(some).inStretches(1).ranges()).containsExactly(range(0, 21));
    }

    @Test
    void haveNoLimitInSqlWhereTheyHaveNone() {
        assertThat(Windows.ALL.contain("hour")).isEqualTo("((`hour` IS NOT NULL))");
        assertThat(Windows.NONE.contain("hour")).isEqualTo("false");
        assertThat(Windows.of(TimeRange.parse("2026-11-22", null)).contain("hour"))
                .isEqualTo("((`hour` IS NOT NULL AND `hour` >= TIMESTAMP '2026-11-22T00:00:00Z'))");
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        for (int i = 0; i < HOURS; i++) {
            bits.set(i, random.nextInt(3) > 0);
        }
        return bits;
    }

    private static Windows windows(BitSet hours) {
        List<TimeRange> ranges = new ArrayList<>();
        for (int from = hours.nextSetBit(0); from >= 0; from = hours.nextSetBit(hours.nextClearBit(from))) {
            ranges.add(range(from, hours.nextClearBit(from)));
        }
        return new Windows(ranges);
    }

    private static TimeRange range(int from, int to) {
        return new TimeRange(Instant.EPOCH.plus(HOUR.multipliedBy(from)), Instant.EPOCH.plus(HOUR.multipliedBy(to)));
    }

    private static long micros(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000;
    }
}

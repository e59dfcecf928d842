package weir.replay.export;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

class TicksTest {

    @Test
    void standAtRoundNumbersAroundTheValues() {
        assertThat(Ticks.numbers(0, 9)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(Ticks.numbers(0, 1_234)).containsExactly(0, 500, 1_000, 1_500);
        assertThat(Ticks.numbers(-7, 12)).containsExactly(-10, -5, 0, 5, 10, 15);
        assertThat(Ticks.numbers(0, 0)).hasSizeGreaterThan(1);
    }

    @Test
    void areFewAndHoldEveryValue() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            double high = Math.pow(10, random.nextDouble(-6, 12));
            double low = random.nextBoolean() ? 0 : -Math.pow(10, random.nextDouble(-6, 12));

            double[] ticks = Ticks.numbers(low, high);

            assertThat(ticks.length).isBetween(2, 8);
            assertThat(ticks[0]).isLessThanOrEqualTo(low);
            assertThat(ticks[ticks.length - 1]).isGreaterThanOrEqualTo(high * (1 - 1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "2.5,2.5", "1200,'1,200'", "100,100", "0.25,0.25", "-40,-40", "2.5E7,25\u202fM"})
    void areWrittenShort(double number, String label) {
        assertThat(Ticks.label(number)).isEqualTo(label);
    }

    @Test
    void standAtRoundTimes() {
        TimeRange day = TimeRange.parse("2026-11-22T10:10:00Z", "2026-11-23T10:10:00Z");

        List<Instant> ticks = Ticks.times(day, 11);

        assertThat(ticks).first().isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(ticks)
                .hasSize(8)
                .allMatch(time -> time.getEpochSecond() % Duration.ofHours(3).toSeconds() == 0);
        assertThat(ticks.stream().map(time -> Ticks.label(time, day)))
                .containsExactly("12:00", "15:00", "18:00", "21:00", "23 Nov", "03:00", "06:00", "09:00");
    }
}

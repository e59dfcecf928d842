package weir.console.filter;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateTest {

    @Test
    void isExactWhereEverythingWasLookedAt() {
        assertThat(Rate.of(3, 12, 20, 20)).isEqualTo(new Rate(3, 0.25, 0.25, 0.25));
        assertThat(Rate.of(0, 0, 5, 5)).isEqualTo(new Rate(0, 0, 0, 0));
    }

    @Test
    void knowsNothingWithoutARecord() {
        assertThat(Rate.of(0, 0, 5, 100)).isEqualTo(new Rate(0, 0, 0, 1));
    }

    @Test
    void doesNotTakeWhatWasNotFoundForImpossible() {
        Rate none = Rate.of(0, 1_000, 1_000, 1_000_000_000);

        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.00383, within(0.00001)); // Wilson's interval of 0 in 1,000
    }

    @Test
    void isNarrowerTheMoreOfAllWasLookedAt() {
        Rate some = Rate.of(50, 100, 100, 1_000_000);
        Rate most = Rate.of(50, 100, 100, 110);

        assertThat(some.low()).isCloseTo(0.4038, within(0.0001));
        assertThat(some.high()).isCloseTo(0.5962, within(0.0001));
        assertThat(most.high() - most.low()).isLessThan((some.high() - some.low()) / 3);
    }

    @Test
    void holdsTheTrueShareInNineteenOfTwentySamples() {
        SplittableRandom random = new SplittableRandom(4711);
        int held = 0;
        for (int sample = 0; sample < 2_000; sample++) {
            int count = 0;
            for (int i = 0; i < 400; i++) {
                count += random.nextDouble() < 0.03 ? 1 : 0;
            }
            Rate rate = Rate.of(count, 400, 400, 1_000_000_000);
            held += rate.low() <= 0.03 && 0.03 <= rate.high() ? 1 : 0;
        }

        assertThat(held / 2_000.0).isBetween(0.93, 0.99);
    }
}

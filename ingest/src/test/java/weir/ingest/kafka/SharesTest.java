package weir.ingest.kafka;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharesTest {

    @Test
    void everybodyGetsWhatItWantsWhileThatIsNotTooMuch() {
        assertThat(Shares.of(10, new long[] {3, 0, 7})).containsExactly(3, 0, 7);
        assertThat(Shares.of(10, new long[] {})).isEmpty();
    }

    @Test
    void aPartitionThatIsFarBehindDoesNotKeepTheOthersWaiting() {
        assertThat(Shares.of(100, new long[] {1_000_000, 10, 20})).containsExactly(70, 10, 20);
        assertThat(Shares.of(100, new long[] {1_000_000, 2_000_000})).containsExactly(50, 50);
    }

    @Test
    void aLimitBelowThePartitionsGoesToThoseThatWantMost() {
        assertThat(Shares.of(1, new long[] {5, 6, 5})).containsExactly(0, 1, 0);
    }

    @Test
    void sharesAddUpToTheLimitOrToWhatIsWanted() {
        Random random = new Random(7);
        for (int run = 0; run < 1000; run++) {
            long[] wanted = random.longs(random.nextInt(12), 0, 100).toArray();
            long limit = random.nextInt(600);

            long[] shares = Shares.of(limit, wanted);

            assertThat(Arrays.stream(shares).sum())
                    .isEqualTo(Math.min(limit, Arrays.stream(wanted).sum()));
            for (int i = 0; i < wanted.length; i++) {
                assertThat(shares[i]).isBetween(0L, wanted[i]);
            }
        }
    }
}

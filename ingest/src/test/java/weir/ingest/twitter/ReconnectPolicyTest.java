package weir.ingest.twitter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectPolicyTest {

    private final ReconnectPolicy policy = new ReconnectPolicy(Backoff.TWITTER);

    @Test
    void networkErrorsWaitInStepsOfAQuarterSecondUpToSixteenSeconds() {
        List<Long> waits = waits(Failure.NETWORK, 70);

        assertThat(waits.subList(0, 4)).containsExactly(250L, 500L, 750L, 1000L);
        assertThat(waits.get(63)).isEqualTo(16_000);
        assertThat(waits.get(69)).isEqualTo(16_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 500, 503})
    void httpErrorsDoubleFromFiveSecondsTo320(int status) {
        assertThat(waits(status, 9))
                .containsExactly(5_000L, 10_000L, 20_000L, 40_000L, 80_000L, 160_000L, 320_000L, 320_000L, 320_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {420, 429})
    void rateLimitsDoubleFromAMinuteToSixteen(int status) {
        assertThat(waits(status, 6)).containsExactly(60_000L, 120_000L, 240_000L, 480_000L, 960_000L, 960_000L);
    }

    @Test
    void kindsAreCountedApart() {
        waits(420, 2);
        waits(503, 1);

        assertThat(waits(420, 1)).containsExactly(240_000L);
        assertThat(waits(503, 1)).containsExactly(10_000L);
    }

    @Test
    void messageMakesWaitsShortAgain() {
        waits(Failure.NETWORK, 10);
        waits(420, 3);

        policy.reset();

        assertThat(waits(Failure.NETWORK, 1)).containsExactly(250L);
        assertThat(waits(420, 1)).containsExactly(60_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "401, clock",
        "403, access level",
        "404, base-url",
        "410, base-url",
        "406, track",
        "413, track",
        "416, track"
    })
    void refusalsEndWithAdvice(int status, String advice) {
        ReconnectPolicy.Decision decision = policy.after(Failure.http(status, Optional.empty()));

        assertThat(decision)
                .isInstanceOfSatisfying(ReconnectPolicy.Decision.GiveUp.class, givenUp -> assertThat(givenUp.advice())
                        .contains(advice));
    }

    @Test
    void manyFailuresDoNotOverflow() {
        assertThat(waits(503, 100).get(99)).isEqualTo(320_000);
        assertThat(waits(Failure.NETWORK, 10_000).get(9_999)).isEqualTo(16_000);
    }

    @Test
    void shortenedWaitsKeepTheirProportions() {
        ReconnectPolicy shorter = new ReconnectPolicy(Backoff.TWITTER.dividedBy(100));

        assertThat(shorter.after(Failure.http(420, Optional.empty())))
                .isEqualTo(new ReconnectPolicy.Decision.Retry(Duration.ofMillis(600)));
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAsks() {
        assertThat(policy.after(Failure.http(503, Optional.of(Duration.ofSeconds(7)))))
                .isEqualTo(new ReconnectPolicy.Decision.Retry(Duration.ofSeconds(7)));
        assertThat(policy.after(Failure.http(503, Optional.of(Duration.ofSeconds(7)))))
                .isEqualTo(new ReconnectPolicy.Decision.Retry(Duration.ofSeconds(10)));
    }

    private List<Long> waits(int status, int times) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            var retry = (ReconnectPolicy.Decision.Retry) policy.after(Failure.http(status, Optional.empty()));
            waits.add(retry.delay().toMillis());
        }
        return waits;
    }
}

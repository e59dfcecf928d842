package weir.ingest.twitter;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTest {

    private long now = 1_000_000;
    private long slept;

    @Test
    void messagesPassAtTheirRate() {
        Pacer pacer = pacer(100);
        pass(pacer, 201);

        assertThat(slept).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void highRatesAreKeptAlthoughASleepIsLongerThanTheInterval() {
        Pacer pacer = pacer(50_000);
        pass(pacer, 50_001);

        assertThat(slept).isBetween(TimeUnit.MILLISECONDS.toNanos(990), TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void quietTimeIsNotSavedForABurst() {
        Pacer pacer = pacer(10);
        pass(pacer, 1);
        now += TimeUnit.MINUTES.toNanos(1);
        pass(pacer, 11);

        assertThat(slept).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void zeroIsNoLimit() {
        pass(pacer(0), 1_000);

        assertThat(slept).isZero();
    }

    @Test
    void interruptedThreadPassesAndStaysInterrupted() {
        Pacer pacer = new Pacer(1, () -> now, nanos -> {
            throw new InterruptedException("now");
        });
        pass(pacer, 2);

        assertThat(Thread.interrupted()).isTrue();
    }

    private Pacer pacer(long perSecond) {
        return new Pacer(perSecond, () -> now, nanos -> {
            now += nanos;
            slept += nanos;
        });
    }

    private static void pass(Pacer pacer, int times) {
        for (int i = 0; i < times; i++) {
            pacer.pass();
        }
    }
}

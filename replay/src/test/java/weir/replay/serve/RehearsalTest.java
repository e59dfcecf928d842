package weir.replay.serve;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RehearsalTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicLong sent = new AtomicLong();

    @Test
    void givesEachFaultOnceAfterItsMoment() {
        Rehearsal rehearsal = of("reset@10s", "truncate@3");

        assertThat(rehearsal.take()).isEmpty();
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(rehearsal.take()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(rehearsal.take()).contains(Fault.parse("reset@10s"));
        assertThat(rehearsal.take()).isEmpty();
        sent.set(3);
        assertThat(rehearsal.take()).contains(Fault.parse("truncate@3"));
        assertThat(rehearsal.take()).isEmpty();
    }

    @Test
    void givesTheSameFaultAsOftenAsItStandsThere() {
        Rehearsal rehearsal = of("reset@0", "limit=1@0", "reset@0");

        assertThat(Stream.generate(rehearsal::take).limit(4).map(taken -> taken.map(Fault::kind)
                        .orElse(null)))
                .containsExactly(FaultKind.RESET, FaultKind.LIMIT, FaultKind.RESET, null);
    }

    @Test
    void bansFromItsMomentForItsLength() {
        Rehearsal rehearsal = of("420=5s@10s");

        assertThat(rehearsal.bans()).isFalse();
        pass(Duration.ofSeconds(12)); // nobody has looked at the tenth second
        assertThat(rehearsal.bans()).isTrue();
        assertThat(rehearsal.take()).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(rehearsal.bans()).isFalse();
    }

    @Test
    void bansFromTheMessageOnThatItStandsBehind() {
        Rehearsal rehearsal = of("420=5s@100");
        pass(Duration.ofSeconds(60));
        sent.set(100);

        assertThat(rehearsal.take()).isEmpty(); // the connection that has sent it looks
        pass(Duration.ofSeconds(4));
        assertThat(rehearsal.bans()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(rehearsal.bans()).isFalse();
    }

    @Test
    void saysHowLongOneMaySleep() {
        Rehearsal rehearsal = of("reset@10s", "stall@3s", "420@1s", "limit@5");

        assertThat(rehearsal.nanosToNext()).isEqualTo(Duration.ofSeconds(3).toNanos());
        pass(Duration.ofSeconds(3));
        assertThat(rehearsal.take()).contains(Fault.parse("stall@3s"));
        assertThat(rehearsal.nanosToNext()).isEqualTo(Duration.ofSeconds(7).toNanos());
        assertThat(of().nanosToNext()).isEqualTo(Long.MAX_VALUE);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Rehearsal of(String... faults) {
        return new Rehearsal(Stream.of(faults).map(Fault::parse).toList(), nanos::get, sent::get);
    }
}

package weir.lake.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TickingClock clock = new TickingClock();

    @Test
    void printsALineEveryFewSecondsAndOneAtTheEnd() {
        LineProgress progress = start("lines", 100_000);

        for (int i = 0; i < 10; i++) {
            clock.tick(Duration.ofSeconds(1));
            progress.advance(2_000);
        }
        progress.close();
        progress.close();

        assertThat(printed())
                .isEqualTo(
                        """
                        replaying tweets: 10,000 of 100,000 (10%) lines, 2,000/s, 45 s left
                        replaying tweets: 20,000 of 100,000 (20%) lines, 2,000/s, 40 s left
                        replaying tweets: 20,000 of 100,000 lines in 10 s, 2,000/s
                        """);
    }

    @Test
    void showsBytesInUnits() {
        LineProgress progress = start(Progress.BYTES, 0);

        clock.tick(Duration.ofSeconds(90));
        progress.advance(900L << 20);
        progress.close();

        assertThat(printed())
                .isEqualTo(
                        """
                        replaying tweets: 900.0 MiB, 10.0 MiB/s
                        replaying tweets: 900.0 MiB in 1 min 30 s, 10.0 MiB/s
                        """);
    }

    @Test
    void showsARateAndATimeLeftOfWhatIsDoneNow() {
        LineProgress progress = start("lines", 100_000, 60_000);

        clock.tick(Duration.ofSeconds(5));
        progress.advance(10_000);
        clock.tick(Duration.ofSeconds(1));
        progress.close();

        assertThat(printed())
                .isEqualTo(
                        """
                        replaying tweets: 70,000 of 100,000 (70%) lines, 2,000/s, 15 s left
                        replaying tweets: 70,000 of 100,000 lines (60,000 before) in 6.0 s, 1,667/s
                        """);
    }

    private LineProgress start(String unit, long total) {
        return start(unit, total, 0);
    }

    private LineProgress start(String unit, long total, long before) {
        return new LineProgress(
                "replaying tweets", unit, total, before, clock, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A clock that moves when it is told to. */
    private static final class TickingClock extends Clock {
        private Instant now = Instant.EPOCH;

        void tick(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

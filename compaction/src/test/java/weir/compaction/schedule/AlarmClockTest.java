package weir.compaction.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Trigger;

import weir.compaction.schedule.AlarmClock.Alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class AlarmClockTest {

    private static final String EVERY_SECOND = "* * * * * ?";

    @Test
    void ringsAgainAndAgain() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(2);

        try (AlarmClock clock = AlarmClock.start(List.of(new Alarm("compaction", EVERY_SECOND, rung::countDown)))) {
            assertThat(rung.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock).isNotNull();
        }
    }

    @Test
    void ringsOneAlarmAtATime() throws InterruptedException {
        CyclicBarrier bothRing = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        CountDownLatch compaction = new CountDownLatch(2);
        CountDownLatch vacuum = new CountDownLatch(2);

        try (AlarmClock clock = AlarmClock.start(List.of(
                new Alarm("compaction", EVERY_SECOND, () -> ring(bothRing, met, compaction)),
                new Alarm("vacuum", EVERY_SECOND, () -> ring(bothRing, met, vacuum))))) {
            assertThat(compaction.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(vacuum.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock).isNotNull();
        }

        assertThat(met).hasValue(0);
    }

    /** Rings long enough for the other alarm to join in, if it may. */
    private static void ring(CyclicBarrier bothRing, AtomicInteger met, CountDownLatch rung) {
        try {
            bothRing.await(1500, TimeUnit.MILLISECONDS);
            met.incrementAndGet();
        } catch (TimeoutException | BrokenBarrierException alone) {
            rung.countDown();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ringsOnAfterAnAlarmThatFailed() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(2);

        try (AlarmClock clock = AlarmClock.start(List.of(new Alarm("compaction", EVERY_SECOND, () -> {
            rung.countDown();
            throw new IllegalStateException("the disk is full");
        })))) {
            assertThat(rung.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock).isNotNull();
        }
    }

    @Test
    void waitsAtCloseForTheAlarmThatRings() throws Exception {
        CyclicBarrier begun = new CyclicBarrier(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AlarmClock clock = AlarmClock.start(List.of(new Alarm("compaction", EVERY_SECOND, () -> {
            try {
                begun.await();
                mayEnd.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            ended.set(true);
        })));
        begun.await(30, TimeUnit.SECONDS);
        Thread closing = new Thread(clock::close, "closing");

        closing.start();
        while (closing.getState() != Thread.State.WAITING && closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(closing.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        closing.join();

        assertThat(ended).isTrue();
    }

    @Test
    void closesTwice() {
        AlarmClock clock = AlarmClock.start(List.of(new Alarm("compaction", "0 0 0/3 * * ?", () -> {})));

        clock.close();

        assertThatCode(clock::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 0 0/3 * * ?        | 2026-11-22T22:29:00Z | 2026-11-23T00:00:00Z
                    0 0 0/3 * * ?        | 2026-11-23T00:00:00Z | 2026-11-23T03:00:00Z
                    0 30 1 * * ?         | 2026-11-22T22:29:00Z | 2026-11-23T01:30:00Z
                    0 0 2 ? * SUN        | 2026-11-22T02:00:00Z | 2026-11-29T02:00:00Z
                    0 30 1 29 3 ? 2026   | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z
                    """)
    void ringsByUtcWhereverItRuns(String cron, Instant after, Instant expected) {
        assertThat(after.atZone(ZoneId.systemDefault()).getOffset())
                .as("the tests run in a zone that is not UTC")
                .isNotEqualTo(ZoneOffset.UTC);

        Trigger trigger = AlarmClock.trigger(new Alarm("compaction", cron, () -> {}))
                .getTriggerBuilder()
                .startAt(Date.from(after))
                .build();

        assertThat(trigger.getFireTimeAfter(Date.from(after))).isEqualTo(Date.from(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0/3 * * ?", "0 30 1 * * ?", "0 0 2 ? * SUN", "* * * * * ? *", "0 15 10 L * ?"})
    void acceptsWhatQuartzAccepts(String cron) {
        assertThatCode(() -> AlarmClock.check(cron)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every three hours",
                "0 0 3 * *",
                "0 0 0/3 * * *",
                "61 0 0 * * ?",
                "0 0 25 * * ?",
                "0 0 0 ? * FUNDAY",
                "0 0 0 1 1 ? 2026 2027",
                "0 0 a * * ?"
            })
    void refusesWhatQuartzRefusesAndSaysWhy(String cron) {
        assertThatThrownBy(() -> AlarmClock.check(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + cron + "\" is no Quartz cron expression: ")
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 1 1 ? 2020", "0 0 0 30 2 ?"})
    void refusesWhatWouldNeverRing(String cron) {
        assertThatThrownBy(() -> AlarmClock.check(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + cron + "\" would never ring");
    }

    @Test
    void refusesToStartWithAnAlarmThatWouldNeverRing() {
        List<Alarm> alarms = List.of(new Alarm("compaction", "0 0 0 1 1 ? 2020", () -> {}));

        assertThatThrownBy(() -> AlarmClock.start(alarms))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot start the schedule: ");
    }
}

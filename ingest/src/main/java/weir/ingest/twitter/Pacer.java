package weir.ingest.twitter;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds a thread back so that it passes at most so many times a second, evenly and without bursts to catch up. For one
 * thread at a time.
 */
final class Pacer {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** A sleep costs more than this, so shorter waits are gathered. */
    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    private final long interval;
    private final LongSupplier nanoTime;
    private final Sleep sleep;
    private long next;
    private boolean begun;

    /** @param perSecond how often at most; 0 is no limit */
    Pacer(long perSecond, LongSupplier nanoTime, Sleep sleep) {
        this.interval = perSecond == 0 ? 0 : Math.max(1, SECOND / perSecond);
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    static Pacer of(long perSecond) {
        return new Pacer(perSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** Returns when it is time; at once, with the interrupt flag set, if the thread is interrupted. */
    void pass() {
        if (interval == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (!begun || next - now < -SHORTEST_SLEEP) {
            next = now;
            begun = true;
        }
        long wait = next - now;
        next += interval;
        if (wait < SHORTEST_SLEEP) {
            return;
        }
        try {
            sleep.nanos(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A way to wait. */
    @FunctionalInterface
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }
}

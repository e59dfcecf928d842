package weir.replay.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The faults that are still to come, and the ban that lasts. Each fault is taken once: by the connection that is the first
 * to ask after its moment. Begins with its construction; safe for threads.
 */
final class Rehearsal {
    private static final long NEVER = Long.MAX_VALUE;

    private final List<Fault> pending;
    private final LongSupplier nanos;
    private final LongSupplier sent;
    private final long startNanos;
    private Duration banEnd = Duration.ZERO;
    private volatile boolean over;

    /**
     * @param nanos a clock, as {@link System#nanoTime()}
     * @param sent how many messages were sent until now
     */
    Rehearsal(List<Fault> faults, LongSupplier nanos, LongSupplier sent) {
        this.pending = new ArrayList<>(faults);
        this.nanos = nanos;
        this.sent = sent;
        this.startNanos = nanos.getAsLong();
        this.over = pending.isEmpty();
    }

    /** Takes the fault that a connection has to suffer now. Those that came first in the list come first. */
    Optional<Fault> take() {
        if (over) {
            return Optional.empty();
        }
        synchronized (this) {
            Duration elapsed = elapsed();
            beginBans(elapsed);
            Iterator<Fault> left = pending.iterator();
            while (left.hasNext()) {
                Fault fault = left.next();
                if (fault.kind() != FaultKind.BAN && fault.moment().hasCome(elapsed, sent.getAsLong())) {
                    left.remove();
                    over = pending.isEmpty();
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether a new connection is to be refused now. */
    synchronized boolean bans() {
        Duration elapsed = elapsed();
        beginBans(elapsed);
        return elapsed.compareTo(banEnd) < 0;
    }

    /** How long a connection that has nothing to do may sleep without missing a fault, in nanoseconds. */
    long nanosToNext() {
        if (over) {
            return NEVER;
        }
        synchronized (this) {
            Duration elapsed = elapsed();
            return pending.stream()
                    .filter(fault -> fault.kind() != FaultKind.BAN)
                    .map(Fault::moment)
                    .filter(FaultMoment.After.class::isInstance)
                    .mapToLong(moment ->
                            ((FaultMoment.After) moment).time().minus(elapsed).toNanos())
                    .min()
                    .orElse(NEVER);
        }
    }

    private void beginBans(Duration elapsed) {
        Iterator<Fault> left = pending.iterator();
        while (left.hasNext()) {
            Fault fault = left.next();
            if (fault.kind() == FaultKind.BAN && fault.moment().hasCome(elapsed, sent.getAsLong())) {
                Duration begin = fault.moment() instanceof FaultMoment.After after ? after.time() : elapsed;
                Duration end = begin.plus(fault.length());
                banEnd = end.compareTo(banEnd) > 0 ? end : banEnd;
                left.remove();
                over = pending.isEmpty();
            }
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - startNanos);
    }
}

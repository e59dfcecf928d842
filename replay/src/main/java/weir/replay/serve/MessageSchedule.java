package weir.replay.serve;

import java.util.OptionalLong;

/**
 * Says when a message is due. The first time it hears of is due at once and fixes the rest: a message is due as long
 * after it as it came after it, divided by the pace. So a slow client or a slow disk does not shift what follows, and a
 * time out of order is due at once.
 */
final class MessageSchedule {
    private static final double NANOS = 1e6;
    /** A century; the clock's numbers stay far from their ends. */
    private static final double FARTHEST = 3.2e18;

    private final Pace pace;
    private boolean started;
    private long firstMillis;
    private long firstNanos;
    private long dueNanos;

    MessageSchedule(Pace pace) {
        this.pace = pace;
    }

    /**
     * Takes the next message.
     *
     * @param millis when it came at first; without it, it is due with the message before
     * @param nowNanos of {@link System#nanoTime()}
     * @return when it is due on that clock; it may be past
     */
    long due(OptionalLong millis, long nowNanos) {
        if (pace.isFlatOut() || (!started && millis.isEmpty())) {
            return nowNanos;
        }
        if (!started) {
            started = true;
            firstMillis = millis.getAsLong();
            firstNanos = nowNanos;
            dueNanos = nowNanos;
        }
        if (millis.isPresent()) {
            double after = (millis.getAsLong() - firstMillis) * NANOS / pace.factor();
            long due = firstNanos + (long) Math.max(-FARTHEST, Math.min(FARTHEST, after));
            // a later message without a time keeps to the latest time, not to one out of order
            if (due - dueNanos > 0) {
                dueNanos = due;
            }
            return due;
        }
        return dueNanos;
    }
}

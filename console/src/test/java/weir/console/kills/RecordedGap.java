package weir.console.kills;

import java.time.Duration;
import java.time.Instant;

/**
 * A gap as a manifest tells of it.
 *
 * @param messages how many are missing; below 0 if nobody knows
 */
record RecordedGap(String cause, Instant from, Instant until, long messages) {

    /** Whether it has a moment in common with an interval, as far as two clocks agree. */
    boolean meets(Instant begin, Instant end, Duration tolerance) {
        return !from.isAfter(end.plus(tolerance)) && !until.isBefore(begin.minus(tolerance));
    }

    /** Whether it can explain that messages are missing within a connection that stood. */
    boolean withinConnection() {
        return cause.equals("damaged");
    }
}

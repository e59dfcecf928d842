package weir.replay.serve;

import java.time.Duration;

/** When a fault is due. */
public sealed interface FaultMoment {

    /**
     * Whether it has come.
     *
     * @param elapsed since serving has started
     * @param messages sent since then, over all connections
     */
    boolean hasCome(Duration elapsed, long messages);

    /** So long after serving has started. */
    record After(Duration time) implements FaultMoment {
        @Override
        public boolean hasCome(Duration elapsed, long messages) {
            return elapsed.compareTo(time) >= 0;
        }
    }

    /** When so many messages were sent. */
    record Sent(long count) implements FaultMoment {
        @Override
        public boolean hasCome(Duration elapsed, long messages) {
            return messages >= count;
        }
    }
}

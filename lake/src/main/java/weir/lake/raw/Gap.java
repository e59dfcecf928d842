package weir.lake.raw;

import java.io.Serializable;
import java.time.Instant;

/**
 * An interval in which messages may have been missed.
 *
 * @param cause why
 * @param from the last time before it at which the source was heard
 * @param until the first time after it
 * @param messages how many are missing, or {@link #UNKNOWN}
 * @param detail what exactly, for a person, on one line; may be empty; never a credential or a message
 */
public record Gap(Cause cause, Instant from, Instant until, long messages, String detail) implements Serializable {

    /** Nobody can say how many messages are missing. */
    public static final long UNKNOWN = -1;

    public Gap {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("A gap cannot end at " + until + " and begin at " + from);
        }
        if (messages < UNKNOWN) {
            throw new IllegalArgumentException("A gap cannot miss " + messages + " messages");
        }
    }

    /** A gap of which nobody knows how many messages it has swallowed. */
    public static Gap of(Cause cause, Instant from, Instant until, String detail) {
        return new Gap(cause, from, until.isBefore(from) ? from : until, UNKNOWN, detail);
    }
}

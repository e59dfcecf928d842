package weir.lake.raw;

import java.io.Serializable;
import java.time.Instant;

/**
 * An interval in which the source was connected. Two of them with the same beginning are the same connection, seen at
 * different times.
 *
 * @param from when it was made
 * @param until when the source was last heard over it: a message or a keep-alive
 * @param withheld the highest count that the limit notices of this interval name, 0 if there is none: how many messages
 *     the source has withheld since the connection was made
 */
public record Connection(Instant from, Instant until, long withheld) implements Serializable {

    public Connection {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("A connection cannot end at " + until + " and begin at " + from);
        }
        if (withheld < 0) {
            throw new IllegalArgumentException("A source cannot withhold " + withheld + " messages");
        }
    }

    /** A connection over which no limit notice has come. */
    public Connection(Instant from, Instant until) {
        this(from, until, 0);
    }

    /** This connection and a look at the same one at another time. */
    public Connection and(Connection other) {
        return new Connection(
                from, until.isAfter(other.until) ? until : other.until, Math.max(withheld, other.withheld));
    }

    /** This connection with at least so many messages withheld. */
    public Connection withholding(long messages) {
        return new Connection(from, until, Math.max(withheld, messages));
    }
}

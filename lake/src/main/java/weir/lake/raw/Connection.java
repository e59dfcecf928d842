package weir.lake.raw;

import java.io.Serializable;
import java.time.Instant;

/**
 * An interval in which the source was connected.
 *
 * @param from when the receiver began to connect
 * @param until when the last message of this microbatch came in
 */
public record Connection(Instant from, Instant until) implements Serializable {

    public Connection {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("A connection cannot end at " + until + " and begin at " + from);
        }
    }
}

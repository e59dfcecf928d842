package weir.console.kills;

import java.time.Instant;
import java.util.OptionalInt;

/** What a source remembers of the messages it has made, numbered from 1 without a hole. */
interface Sent {

    /** When a message was made. */
    Instant made(long number);

    /** Whether anybody can have received a message. */
    boolean wasSent(long number);

    /** The connection that a message was written to, or begun to be written to; empty if nobody was connected. */
    OptionalInt connection(long number);
}

package weir.replay.serve;

import java.util.OptionalLong;

import weir.lake.raw.LineCursor;

/** Walks lines of which it knows when they came, whether they say so in the words of v1.1 or not. */
public interface TimedCursor extends LineCursor {

    /** When the current line came, in milliseconds since 1970; empty if nobody knows. */
    OptionalLong millis();
}

package weir.ingest.receive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.lake.raw.Cause;
import weir.lake.raw.Gap;

/**
 * The time in which a source is not heard: pieces with a cause each, one behind the other without a hole. Not safe for
 * threads.
 */
final class Outage {

    /** An outage of weeks must not grow without bound: behind so many pieces the last one simply goes on. */
    private static final int MAX_PIECES = 500;

    private final List<Gap> ended = new ArrayList<>();
    private Cause cause;
    private Instant since;
    private String detail = "";

    /** Begins a piece, unless one of the same cause has begun; ends the one before. */
    void begin(Cause why, Instant from, String what) {
        boolean goesOn = why == cause || (cause != null && ended.size() >= MAX_PIECES);
        if (goesOn) {
            return;
        }
        end(from);
        cause = why;
        since = from;
        detail = what;
    }

    /** Ends the outage; nothing happens if there is none. */
    void end(Instant until) {
        if (cause != null) {
            ended.add(Gap.of(cause, since, until, detail));
            cause = null;
        }
    }

    /** Why the source is not heard now; empty if it is. */
    Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    /** The pieces that have ended and that nobody has taken, oldest first. */
    List<Gap> ended() {
        return List.copyOf(ended);
    }

    /** Forgets so many of the oldest pieces that have ended: they are in the spool. */
    void taken(int pieces) {
        ended.subList(0, pieces).clear();
    }
}

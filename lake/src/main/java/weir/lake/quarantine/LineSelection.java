package weir.lake.quarantine;

import java.time.Instant;
import java.util.Optional;

import weir.lake.history.TimeRange;

/**
 * Which lines in quarantine are meant.
 *
 * @param reason only those with this reason
 * @param range only those whose microbatch has a time in it
 */
public record LineSelection(Optional<String> reason, TimeRange range) {

    /** All lines. */
    public static final LineSelection ALL = new LineSelection(Optional.empty(), TimeRange.ALL);

    /** Whether a line is meant. */
    public boolean includes(QuarantinedLine line) {
        Instant time = line.microbatch().time();
        return range.meets(time, time)
                && reason.map(line.malformed().reason()::equals).orElse(true);
    }
}

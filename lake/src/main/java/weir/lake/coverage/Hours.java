package weir.lake.coverage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import weir.lake.history.TimeRange;
import weir.lake.raw.Microbatch;

/** Hours of UTC, each known by its first moment. */
public final class Hours {

    /** How long one is. */
    public static final Duration LENGTH = Duration.ofHours(1);

    private Hours() {}

    /** The hour of a moment. */
    public static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    /** The hour of a microbatch's batch time. */
    public static Instant of(Microbatch microbatch) {
        return of(microbatch.time());
    }

    /** The smallest range of whole hours that holds a range. */
    public static TimeRange whole(TimeRange range) {
        Instant to = of(range.to());
        return new TimeRange(of(range.from()), to.equals(range.to()) ? to : to.plus(LENGTH));
    }
}

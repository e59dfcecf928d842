package weir.lake.coverage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;

/**
 * The coverage of a stream over a range of time.
 *
 * @param range whole hours, by batch time
 * @param hours what is known of each hour; hours of which nothing is known are left out
 * @param gaps those that meet the range, each once and in its whole, the earliest first
 * @param open the gap that still lasts at the end of the range, or now if that is earlier
 */
public record Coverage(TimeRange range, SortedMap<Instant, HourCoverage> hours, List<Gap> gaps, Optional<Gap> open) {

    public Coverage {
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
        gaps = List.copyOf(gaps);
    }

    /** What is known of an hour. */
    public HourCoverage at(Instant hour) {
        return hours.getOrDefault(hour, HourCoverage.NONE);
    }
}

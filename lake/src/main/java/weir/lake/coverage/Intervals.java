package weir.lake.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import weir.lake.history.TimeRange;

/**
 * Time that something lasted: intervals that do not touch each other, the earliest first.
 *
 * @param all the intervals
 */
record Intervals(List<Interval> all) {

    /**
     * One interval.
     *
     * @param from its first moment
     * @param until the first moment behind it
     */
    record Interval(Instant from, Instant until) {}

    Intervals {
        all = List.copyOf(all);
    }

    /** The union of intervals, which may meet each other. */
    static Intervals union(Collection<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Comparator.comparing(Interval::from));
        List<Interval> merged = new ArrayList<>();
        for (Interval interval : sorted) {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || interval.from().isAfter(last.until())) {
                merged.add(interval);
            } else if (interval.until().isAfter(last.until())) {
                merged.set(merged.size() - 1, new Interval(last.from(), interval.until()));
            }
        }
        return new Intervals(merged);
    }

    /** How long it lasted in each hour of a range; hours in which it did not are left out. */
    NavigableMap<Instant, Duration> byHour(TimeRange range) {
        NavigableMap<Instant, Duration> hours = new TreeMap<>();
        for (Interval interval : all) {
            Instant until = earlier(interval.until(), range.to());
            Instant from = interval.from().isBefore(range.from()) ? range.from() : interval.from();
            while (from.isBefore(until)) {
                Instant hour = Hours.of(from);
                Instant end = earlier(until, hour.plus(Hours.LENGTH));
                hours.merge(hour, Duration.between(from, end), Duration::plus);
                from = end;
            }
        }
        return hours;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

package weir.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import weir.lake.history.TimeRange;

/**
 * Some windows of a report, as stretches of time.
 *
 * @param ranges the stretches, the earliest first; they do not touch each other, and their ends lie on the report's grain
 */
record Windows(List<TimeRange> ranges) {

    static final Windows NONE = new Windows(List.of());

    /** Every window that a report can have. */
    static final Windows ALL = new Windows(List.of(TimeRange.ALL));

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    Windows {
        ranges = List.copyOf(ranges);
    }

    /** The windows of a range. */
    static Windows of(TimeRange range) {
        return new Windows(List.of(range));
    }

    /** The windows in which some times lie, which are given in microseconds since 1970. */
    static Windows holding(Collection<Long> micros, Duration grain) {
        long length = grain.toSeconds() * MICROS_PER_SECOND + grain.toNanosPart() / NANOS_PER_MICRO;
        return union(micros.stream()
                .map(time -> Math.floorDiv(time, length) * length)
                .distinct()
                .map(start -> new TimeRange(instant(start), instant(start + length)))
                .toList());
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean isAll() {
        return ranges.equals(ALL.ranges);
    }

    /** The windows of either. */
    Windows and(Windows other) {
        return union(Stream.concat(ranges.stream(), other.ranges.stream()).toList());
    }

    /** The windows of both. */
    Windows within(Windows other) {
        List<TimeRange> shared = new ArrayList<>();
        for (TimeRange one : ranges) {
            for (TimeRange two : other.ranges) {
                Instant from = later(one.from(), two.from());
                Instant to = earlier(one.to(), two.to());
                if (from.isBefore(to)) {
                    shared.add(new TimeRange(from, to));
                }
            }
        }
        return union(shared);
    }

    /** The windows that the other ones are not. */
    Windows without(Windows other) {
        List<TimeRange> left = ranges;
        for (TimeRange taken : other.ranges) {
            List<TimeRange> next = new ArrayList<>();
            for (TimeRange range : left) {
                Instant end = earlier(range.to(), taken.from());
                if (range.from().isBefore(end)) {
                    next.add(new TimeRange(range.from(), end));
                }
                Instant begin = later(range.from(), taken.to());
                if (begin.isBefore(range.to())) {
                    next.add(new TimeRange(begin, range.to()));
                }
            }
            left = next;
        }
        return union(left);
    }

    /** These windows and as few others as it takes to have so many stretches at most. */
    Windows inStretches(int most) {
        if (ranges.size() <= most) {
            return this;
        }
        List<Integer> byDistance = new ArrayList<>();
        for (int i = 1; i < ranges.size(); i++) {
            byDistance.add(i);
        }
        byDistance.sort(Comparator.comparing((Integer i) ->
                        Duration.between(ranges.get(i - 1).to(), ranges.get(i).from()))
                .reversed());
        List<Integer> begins = new ArrayList<>(byDistance.subList(0, most - 1));
        begins.sort(null);
        List<TimeRange> joined = new ArrayList<>();
        int first = 0;
        for (int begin : begins) {
            joined.add(new TimeRange(
                    ranges.get(first).from(), ranges.get(begin - 1).to()));
            first = begin;
        }
        joined.add(new TimeRange(
                ranges.get(first).from(), ranges.get(ranges.size() - 1).to()));
        return new Windows(joined);
    }

    /** That a timestamp column lies in one of them, in Spark SQL. */
    String contain(String column) {
        return ranges.isEmpty()
                ? "false"
                : ranges.stream().map(range -> contains(range, column)).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String contains(TimeRange range, String column) {
        List<String> limits = new ArrayList<>();
        limits.add("`" + column + "` IS NOT NULL");
        if (range.from().isAfter(TimeRange.ALL.from())) {
            limits.add("`" + column + "` >= TIMESTAMP '" + range.from() + "'");
        }
        if (range.to().isBefore(TimeRange.ALL.to())) {
            limits.add("`" + column + "` < TIMESTAMP '" + range.to() + "'");
        }
        return limits.stream().collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static Windows union(Collection<TimeRange> ranges) {
        List<TimeRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(TimeRange::from));
        List<TimeRange> merged = new ArrayList<>();
        for (TimeRange range : sorted) {
            TimeRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || range.from().isAfter(last.to())) {
                merged.add(range);
            } else {
                merged.set(merged.size() - 1, new TimeRange(last.from(), later(last.to(), range.to())));
            }
        }
        return new Windows(merged);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public String toString() {
        return ranges.stream().map(TimeRange::toString).collect(Collectors.joining(", "));
    }
}

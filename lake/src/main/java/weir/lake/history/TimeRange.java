package weir.lake.history;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A span of time, UTC: from inclusive, to exclusive.
 *
 * @param from the first moment of it
 * @param to the first moment behind it
 */
public record TimeRange(Instant from, Instant to) implements Serializable {

    /** Every time that an event of a stream can have. */
    public static final TimeRange ALL =
            new TimeRange(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("+10000-01-01T00:00:00Z"));

    private static final long MICROS_PER_SECOND = 1_000_000;

    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("Cannot use the time range from " + from + " to " + to
                    + ": it ends before it begins (the end is exclusive)");
        }
    }

    /**
     * Reads a range as a person writes it.
     *
     * @param from ISO-8601 such as 2026-11-22 or 2026-11-22T10:00:00Z; without a zone it is UTC; null for no limit
     * @param to the same
     * @throws IllegalArgumentException if a text is no time or the range is empty
     */
    public static TimeRange parse(String from, String to) {
        return new TimeRange(from == null ? ALL.from : instant(from), to == null ? ALL.to : instant(to));
    }

    /** Whether a time, in microseconds since 1970, lies in it. */
    public boolean contains(long micros) {
        return fromMicros() <= micros && micros < toMicros();
    }

    /** Whether a moment of the closed interval lies in it. */
    public boolean meets(Instant first, Instant last) {
        return first.isBefore(to) && !last.isBefore(from);
    }

    /** The first moment in microseconds since 1970. */
    public long fromMicros() {
        return micros(from);
    }

    /** The first moment behind it in microseconds since 1970. */
    public long toMicros() {
        return micros(to);
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / 1_000;
    }

    private static Instant instant(String text) {
        String zoned = text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)$") ? text : text.contains("T") ? text + "Z" : text;
        try {
            return zoned.contains("T")
                    ? OffsetDateTime.parse(zoned).toInstant()
                    : LocalDate.parse(zoned).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Cannot read the time \"" + text + "\": expected ISO-8601 in UTC, such as 2026-11-22 or"
                            + " 2026-11-22T10:00:00Z",
                    e);
        }
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}

package weir.lake.schema;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalField;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a JSON value spells a point in time: {@code iso}, {@code epoch-seconds}, {@code epoch-millis},
 * {@code epoch-micros}, or a pattern of {@link DateTimeFormatter} in English. A time without a zone is UTC. A day of the
 * week that contradicts the date is ignored. Years outside 1 to 9999 do not fit. Immutable and safe for threads.
 */
final class TimeFormat implements Serializable {

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MIN_MICROS = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond() * MICROS_PER_SECOND;
    private static final long MAX_MICROS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * MICROS_PER_SECOND + 999_999;

    private static final String ISO_SPELLING = "iso";
    private static final String PLAIN_ISO = "yyyy-MM-dd'T'HH:mm:ssX";
    private static final String EPOCH = "epoch-";
    private static final int DATE_LENGTH = "2026-11-22".length();

    /** A letter for the hour in a pattern, outside of quoted text. */
    private static final Pattern HOUR = Pattern.compile("^(?:[^']|'[^']*')*?[HhKkAnN]");

    static final TimeFormat ISO = new TimeFormat(ISO_SPELLING);

    private final String spelling;
    private final long microsPerUnit;
    /** Null where a time is a number. */
    private transient DateTimeFormatter formatter;

    /** Null where it would be no help. */
    private transient PlainTime plain;

    private TimeFormat(String spelling) {
        this.spelling = spelling;
        this.microsPerUnit = switch (spelling) {
            case "epoch-millis" -> 1_000L;
            case "epoch-micros" -> 1L;
            default -> MICROS_PER_SECOND;
        };
        this.formatter = formatterOf(spelling);
        this.plain = PlainTime.of(spelling.equals(ISO_SPELLING) ? PLAIN_ISO : spelling)
                .orElse(null);
    }

    static TimeFormat of(String spelling) {
        return new TimeFormat(spelling);
    }

    String spelling() {
        return spelling;
    }

    /** Microseconds since 1970 in UTC, or empty if the number is no time of the years 1 to 9999. */
    OptionalLong micros(long number) {
        try {
            return within(Math.multiplyExact(number, microsPerUnit));
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** The same as for the text that these bytes spell in UTF-8. */
    OptionalLong micros(byte[] buffer, int from, int to) {
        if (formatter == null && NumberParser.isDigits(buffer, from, to)) {
            return micros(NumberParser.whole(buffer, from, to));
        }
        long seconds = plain == null ? PlainTime.OTHER : plain.seconds(buffer, from, to);
        return seconds == PlainTime.OTHER
                ? micros(new String(buffer, from, to - from, StandardCharsets.UTF_8))
                : OptionalLong.of(seconds * MICROS_PER_SECOND);
    }

    /** Microseconds since 1970 in UTC, or empty if the text is not spelled in this format. */
    OptionalLong micros(String text) {
        if (spelling.startsWith(EPOCH)) {
            try {
                return micros(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
        boolean spaced =
                spelling.equals(ISO_SPELLING) && text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
        try {
            Instant instant = Instant.from(formatter.parse(spaced ? joined(text) : text));
            long micros = Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND) + instant.getNano() / 1_000;
            return within(micros);
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** A text of date and time with the T that ISO-8601 wants between them. */
    private static String joined(String text) {
        return text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
    }

    private static OptionalLong within(long micros) {
        return micros < MIN_MICROS || micros > MAX_MICROS ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    private Object readResolve() {
        return new TimeFormat(spelling);
    }

    private static DateTimeFormatter formatterOf(String spelling) {
        if (spelling.startsWith(EPOCH)) {
            if (!Set.of("epoch-seconds", "epoch-millis", "epoch-micros").contains(spelling)) {
                throw new IllegalArgumentException("Cannot use the time format \"" + spelling
                        + "\": expected iso, epoch-seconds, epoch-millis, epoch-micros or a pattern");
            }
            return null;
        }
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        if (spelling.equals(ISO_SPELLING)) {
            builder.append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[xx]")
                    .optionalStart()
                    .appendOffset("+HH:mm:ss", "Z")
                    .optionalEnd()
                    .optionalEnd();
        } else {
            // "year of era" needs an era to be strict; nobody means another
            builder.appendPattern(spelling).parseDefaulting(ChronoField.ERA, 1);
        }
        if (spelling.equals(ISO_SPELLING) || !HOUR.matcher(spelling).find()) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        Set<TemporalField> believed = new HashSet<>(EnumSet.complementOf(EnumSet.of(ChronoField.DAY_OF_WEEK)));
        return builder.toFormatter(Locale.ENGLISH)
                .withChronology(IsoChronology.INSTANCE)
                .withZone(ZoneOffset.UTC)
                .withResolverStyle(ResolverStyle.STRICT)
                .withResolverFields(believed);
    }
}

package weir.lake.schema;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads times in the plain spelling of a pattern, which nearly all have: fields of full width, names as English writes
 * them, and UTC where the pattern has a zone. What is spelled otherwise is left to a formatter. Immutable.
 */
final class PlainTime {

    /** The answer for a text that is not spelled plainly; it may be a time all the same. */
    static final long OTHER = Long.MIN_VALUE;

    private static final Pattern PARTS = Pattern.compile("([A-Za-z])\\1*|'([^']+)'|[ ,.:/_+-]");

    private static final int YEAR = 0;
    private static final int MONTH = 1;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int MINUTE = 4;
    private static final int SECOND = 5;
    private static final int MONTH_NAME = 6;
    private static final int WEEKDAY_NAME = 7;
    private static final int FIELDS = 8;

    private static final Map<String, Integer> FIELD_OF_PART = Map.of(
            "yyyy",
            YEAR,
            "MM",
            MONTH,
            "dd",
            DAY,
            "HH",
            HOUR,
            "mm",
            MINUTE,
            "ss",
            SECOND,
            "MMM",
            MONTH_NAME,
            "EEE",
            WEEKDAY_NAME);
    private static final Map<String, String> UTC_OF_PART = Map.of("Z", "+0000", "X", "Z", "XX", "Z", "XXX", "Z");

    private static final List<Integer> MONTHS =
            packed(Stream.of(Month.values()).map(month -> month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)));
    private static final List<Integer> WEEKDAYS =
            packed(Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)));

    /** For each byte the field it belongs to, or the byte that must stand there, which is greater than any field. */
    private final byte[] template;

    private PlainTime(String template) {
        this.template = template.getBytes(StandardCharsets.US_ASCII);
    }

    /** The plain spelling of a pattern of date and time; empty if it has fields other than the usual ones. */
    static Optional<PlainTime> of(String pattern) {
        StringBuilder template = new StringBuilder();
        Matcher parts = PARTS.matcher(pattern);
        int at = 0;
        for (; parts.lookingAt(); parts.region(at, pattern.length())) {
            String part = parts.group();
            Integer field = FIELD_OF_PART.get(part);
            boolean another = field != null && template.indexOf(Character.toString(field)) < 0;
            if (another && (template.isEmpty() || template.charAt(template.length() - 1) >= FIELDS)) {
                template.append(Character.toString(field).repeat(part.length()));
            } else if (UTC_OF_PART.containsKey(part)) {
                template.append(UTC_OF_PART.get(part));
            } else if (parts.group(1) == null) {
                template.append(parts.group(2) == null ? part : parts.group(2));
            } else {
                return Optional.empty();
            }
            at = parts.end();
        }
        return at == pattern.length() && isWhole(template.toString())
                ? Optional.of(new PlainTime(template.toString()))
                : Optional.empty();
    }

    private static boolean isWhole(String template) {
        boolean ascii = template.chars().allMatch(each -> each < FIELDS || (each >= ' ' && each < 0x7F));
        boolean digits = template.replace("+0000", "").chars().anyMatch(Character::isDigit);
        boolean oneMonth = (template.indexOf(MONTH) < 0) != (template.indexOf(MONTH_NAME) < 0);
        return ascii
                && !digits
                && oneMonth
                && Stream.of(YEAR, DAY, HOUR, MINUTE, SECOND).allMatch(field -> template.indexOf(field) >= 0);
    }

    /** Seconds since 1970 for a time of the years 1 to 9999, or {@link #OTHER}. */
    long seconds(byte[] buffer, int from, int to) {
        if (to - from != template.length) {
            return OTHER;
        }
        int[] fields = new int[FIELDS];
        for (int i = 0; i < template.length; i++) {
            int field = template[i];
            int given = buffer[from + i];
            if (field >= FIELDS ? field != given : field < MONTH_NAME && (given < '0' || given > '9')) {
                return OTHER;
            }
            if (field < MONTH_NAME) {
                fields[field] = fields[field] * 10 + given - '0';
            } else if (field < FIELDS) {
                fields[field] = (fields[field] << Byte.SIZE) | (given & 0xFF);
            }
        }
        return seconds(fields);
    }

    private static long seconds(int[] fields) {
        boolean weekday = fields[WEEKDAY_NAME] == 0 || WEEKDAYS.contains(fields[WEEKDAY_NAME]);
        int month = fields[MONTH_NAME] == 0 ? fields[MONTH] : MONTHS.indexOf(fields[MONTH_NAME]) + 1;
        if (!weekday || fields[YEAR] == 0) {
            return OTHER;
        }
        try {
            return LocalDateTime.of(fields[YEAR], month, fields[DAY], fields[HOUR], fields[MINUTE], fields[SECOND])
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return OTHER;
        }
    }

    private static List<Integer> packed(Stream<String> names) {
        return names.map(name -> name.chars().reduce(0, (bits, letter) -> (bits << Byte.SIZE) | letter))
                .toList();
    }
}

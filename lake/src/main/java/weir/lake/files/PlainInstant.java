package weir.lake.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads points in time as {@link Instant} writes them. A footer has thousands of them, and {@link Instant#parse} takes most
 * of the time until they are read: what it alone understands is left to it.
 */
final class PlainInstant {

    private static final String TEMPLATE = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private PlainInstant() {}

    /**
     * The point in time that a text names.
     *
     * @throws java.time.format.DateTimeParseException if it names none
     */
    static Instant parse(String text) {
        return isPlain(text) ? plain(text) : Instant.parse(text);
    }

    private static boolean isPlain(String text) {
        int last = text.length() - 1;
        int fraction = last - TEMPLATE.length();
        if (fraction < 0 || fraction == 1 || fraction > NANO_DIGITS + 1 || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < TEMPLATE.length(); i++) {
            char wanted = TEMPLATE.charAt(i);
            if (wanted == '0' ? !isDigit(text.charAt(i)) : wanted != text.charAt(i)) {
                return false;
            }
        }
        for (int i = TEMPLATE.length() + 1; i < last; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return fraction == 0 || text.charAt(TEMPLATE.length()) == '.';
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    private static Instant plain(String text) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = TEMPLATE.length() + 1 + i;
            nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) { // such as 24:00
            return Instant.parse(text);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}

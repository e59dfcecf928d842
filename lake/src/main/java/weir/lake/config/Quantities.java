package weir.lake.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigException.WrongType;
import com.typesafe.config.ConfigFactory;

/** Durations and sizes as the configuration and the options of commands spell them: a number and a unit, always both. */
public final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("-?[0-9]+(\\.[0-9]+)?\\s*[A-Za-z]+");
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Quantities() {}

    /**
     * Reads a duration such as {@code 90s}.
     *
     * @throws IllegalArgumentException if it is none; the message says what is accepted
     */
    public static Duration duration(String text) {
        if (!NUMBER_AND_UNIT.matcher(text).matches()) {
            throw noDuration(text, null);
        }
        try {
            return holding(text).getDuration("value");
        } catch (BadValue | WrongType e) {
            throw noDuration(text, e);
        }
    }

    /** Spells a duration in the largest unit of which it is a whole number. */
    public static String print(Duration duration) {
        long seconds = duration.getSeconds();
        int nanos = duration.getNano();
        if (nanos % 1_000_000 != 0) {
            return duration.toNanos() + "ns";
        }
        if (nanos != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds % 86_400 == 0 && seconds != 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0 && seconds != 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 && seconds != 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static long bytes(String text) {
        if (!NUMBER_AND_UNIT.matcher(text).matches()) {
            throw noSize(text, null);
        }
        try {
            return holding(text).getBytes("value");
        } catch (BadValue | WrongType e) {
            throw noSize(text, e);
        }
    }

    static String print(long bytes) {
        long value = bytes;
        int unit = 0;
        while (value != 0 && value % STEP == 0 && unit < BYTE_UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return value + BYTE_UNITS[unit];
    }

    private static Config holding(String text) {
        return ConfigFactory.parseMap(Map.of("value", text));
    }

    private static IllegalArgumentException noDuration(String text, Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no duration; write a number and a unit: ms, s, m, h or d", cause);
    }

    private static IllegalArgumentException noSize(String text, Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no size; write a number and a unit: B, KiB, MiB or GiB", cause);
    }
}

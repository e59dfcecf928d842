package weir.replay.serve;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import weir.lake.config.Quantities;

/**
 * Something that goes wrong, once.
 *
 * @param kind what
 * @param moment when
 * @param length how long it lasts; zero if it takes no time
 * @param messages how many messages it withholds
 */
public record Fault(FaultKind kind, FaultMoment moment, Duration length, long messages) {
    private static final Pattern SYNTAX = Pattern.compile("([^=@]*)(?:=([^@]*))?@(.*)");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final String ALLOWED =
            "write KIND@MOMENT with the kind 420, 420=60s, stall, stall=2m, reset, limit, limit=100 or truncate, and as"
                    + " moment a time since the start such as 10s or a number of messages sent such as 500";

    /**
     * Reads {@code KIND[=VALUE]@MOMENT}: {@code 420=60s@10s}, {@code stall=30s@1m}, {@code reset@500},
     * {@code limit=100@2000}, {@code truncate@90s}.
     *
     * @throws IllegalArgumentException if it is none; the message says why and what is accepted
     */
    public static Fault parse(String text) {
        Matcher parts = SYNTAX.matcher(text.strip());
        if (!parts.matches()) {
            throw refused(text, "it has no moment");
        }
        FaultKind kind = Arrays.stream(FaultKind.values())
                .filter(known -> known.word().equals(parts.group(1)))
                .findFirst()
                .orElseThrow(() -> refused(text, "there is no kind \"" + parts.group(1) + "\""));
        String value = parts.group(2);
        if (value != null && kind.length().isZero() && kind.messages() == 0) {
            throw refused(text, kind + " takes no value");
        }
        Duration length = value == null || kind.length().isZero() ? kind.length() : positive(text, value);
        long messages = value == null || kind.messages() == 0 ? kind.messages() : count(text, value);
        return new Fault(kind, moment(text, parts.group(3)), length, messages);
    }

    private static FaultMoment moment(String text, String moment) {
        return COUNT.matcher(moment).matches()
                ? new FaultMoment.Sent(Long.parseLong(moment))
                : new FaultMoment.After(duration(text, moment));
    }

    private static long count(String text, String value) {
        if (!COUNT.matcher(value).matches() || Long.parseLong(value) == 0) {
            throw refused(text, "\"" + value + "\" is no number of messages above 0");
        }
        return Long.parseLong(value);
    }

    private static Duration positive(String text, String value) {
        Duration length = duration(text, value);
        if (length.isZero()) {
            throw refused(text, "it must last longer than " + value);
        }
        return length;
    }

    private static Duration duration(String text, String value) {
        Duration duration;
        try {
            duration = Quantities.duration(value);
        } catch (IllegalArgumentException e) {
            throw refused(text, e.getMessage());
        }
        if (duration.isNegative()) {
            throw refused(text, value + " is less than nothing");
        }
        return duration;
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("Cannot use the fault \"%s\": %s; %s".formatted(text, why, ALLOWED));
    }
}

package weir.replay.export;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import weir.lake.history.TimeRange;

/** Where the lines of a chart's axes stand: at round numbers and round times. */
final class Ticks {

    private static final List<Duration> STEPS = Stream.of(
                    "PT1S", "PT5S", "PT15S", "PT30S", "PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT3H", "PT6H", "PT12H",
                    "P1D", "P2D", "P7D", "P14D", "P28D", "P91D", "P182D", "P364D", "P3640D")
            .map(Duration::parse)
            .toList();
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG_DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Ticks() {}

    /** Round numbers, some five of them, from at most {@code low} to at least {@code high}; always two or more. */
    static double[] numbers(double low, double high) {
        double span = high > low ? high - low : 1;
        double power = Math.pow(10, Math.floor(Math.log10(span / 4)));
        double step = power;
        for (double factor : new double[] {1, 2, 5, 10}) {
            step = factor * power;
            if (span / step <= 6) {
                break;
            }
        }
        long first = (long) Math.floor(low / step);
        long last = Math.max(first + 1, (long) Math.ceil(high / step));
        double[] ticks = new double[(int) (last - first) + 1];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = (first + i) * step;
        }
        return ticks;
    }

    /** A number as an axis shows it. */
    static String label(double number) {
        double size = Math.abs(number);
        if (size >= 1e15 || (size > 0 && size < 1e-3)) {
            return String.format(Locale.ROOT, "%.1e", number);
        }
        if (size >= 1e7) {
            return trimmed(String.format(Locale.ROOT, "%,.2f", number / 1e6)) + "\u202fM";
        }
        return trimmed(String.format(Locale.ROOT, size >= 1 ? "%,.2f" : "%,.4f", number));
    }

    private static String trimmed(String number) {
        return number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
    }

    /** Round times within a range, the fewer the less room there is. */
    static List<Instant> times(TimeRange range, int most) {
        Duration span = Duration.between(range.from(), range.to());
        Duration step = STEPS.stream()
                .filter(candidate -> span.dividedBy(candidate) < most)
                .findFirst()
                .orElse(span);
        long seconds = Math.max(1, step.toSeconds());
        long second = Math.floorDiv(range.from().getEpochSecond() + seconds - 1, seconds) * seconds;
        List<Instant> ticks = new ArrayList<>();
        for (long at = second; at < range.to().getEpochSecond() && ticks.size() < most; at += seconds) {
            ticks.add(Instant.ofEpochSecond(at));
        }
        return ticks;
    }

    /** A time as an axis shows it: a day by its date, another time by the clock. */
    static String label(Instant time, TimeRange range) {
        boolean midnight = time.getEpochSecond() % 86_400 == 0;
        if (midnight) {
            boolean years = Duration.between(range.from(), range.to()).toDays() > 180;
            return (years ? LONG_DAY : DAY).format(time);
        }
        return (time.getEpochSecond() % 60 == 0 ? CLOCK : SECONDS).format(time);
    }
}

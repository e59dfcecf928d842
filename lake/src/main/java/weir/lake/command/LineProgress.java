package weir.lake.command;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** A line every five seconds at most, and one at the end: for logs and pipes. */
final class LineProgress implements Progress {
    private static final long MILLIS_BETWEEN_LINES = 5000;
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private final String task;
    private final String unit;
    private final long total;
    private final long before;
    private final Clock clock;
    private final PrintStream out;
    private final long startMillis;
    private long lastLineMillis;
    private long done;
    private boolean closed;

    LineProgress(String task, String unit, long total, long before, Clock clock, PrintStream out) {
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.before = before;
        this.done = before;
        this.clock = clock;
        this.out = out;
        this.startMillis = clock.millis();
        this.lastLineMillis = startMillis;
    }

    @Override
    public synchronized void advance(long count) {
        done += count;
        long now = clock.millis();
        if (closed || now - lastLineMillis < MILLIS_BETWEEN_LINES) {
            return;
        }
        lastLineMillis = now;
        long millis = now - startMillis;
        String share = total > 0 ? " of %s (%d%%)".formatted(amount(total), 100 * done / total) : "";
        String left = total > done && done > before
                ? ", %s left".formatted(time(millis * (total - done) / (done - before)))
                : "";
        out.printf(Locale.ROOT, "%s: %s%s%s, %s%s%n", task, amount(done), share, unitAfter(), rate(millis), left);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long millis = clock.millis() - startMillis;
        String missing = total > 0 && done < total ? " of " + amount(total) : "";
        String earlier = before > 0 ? " (%s before)".formatted(amount(before)) : "";
        out.printf(
                Locale.ROOT,
                "%s: %s%s%s%s in %s, %s%n",
                task,
                amount(done),
                missing,
                unitAfter(),
                earlier,
                time(millis),
                rate(millis));
    }

    private String unitAfter() {
        return unit.equals(BYTES) ? "" : " " + unit;
    }

    private String rate(long millis) {
        return amount(Math.round((done - before) * 1000.0 / Math.max(1, millis))) + "/s";
    }

    private String amount(long count) {
        if (!unit.equals(BYTES)) {
            return String.format(Locale.ROOT, "%,d", count);
        }
        double value = count;
        int step = 0;
        while (value >= 1024 && step < BYTE_UNITS.length - 1) {
            value /= 1024;
            step++;
        }
        return String.format(Locale.ROOT, step == 0 ? "%.0f %s" : "%.1f %s", value, BYTE_UNITS[step]);
    }

    private static String time(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (time.toHours() > 0) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + " s";
    }
}

package weir.bench.measure;

import java.util.Locale;

/**
 * When a contender has run enough for its times to count: some runs and some seconds, and until Java's compilers have been
 * almost idle while it ran, but not for ever. For one thread.
 */
final class WarmUp {

    private static final double LEAST_SECONDS = 10;
    private static final double MOST_SECONDS = 60;

    /** What compiles for a smaller part of the time is warm. */
    private static final double IDLE = 0.05;

    /** Compilers come and go: they are looked at over so many seconds, or one run that is longer. */
    private static final double LOOK_SECONDS = 2;

    private final int least;
    private int runs;
    private double all;
    private double last;
    private double looked;
    private double compiled;
    /** At the last look; all of the time before the first. */
    private double share = 1;

    /** @param least runs at least */
    WarmUp(int least) {
        this.least = least;
    }

    boolean isDone() {
        return runs >= least && all >= LEAST_SECONDS && (share < IDLE || all >= MOST_SECONDS);
    }

    /** @param compiling how many seconds compilers worked meanwhile, all of them together */
    void ran(double seconds, double compiling) {
        runs++;
        all += seconds;
        last = seconds;
        looked += seconds;
        compiled += compiling;
        if (looked >= LOOK_SECONDS) {
            share = compiled / looked;
            looked = 0;
            compiled = 0;
        }
    }

    /** For a person. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d runs in %.1f s, the last in %.3f s, compilers busy for %.0f %% of it in the end",
                runs,
                all,
                last,
                share * 100);
    }
}

package weir.lake.command;

import java.io.PrintStream;
import java.time.Clock;

/**
 * How far a long piece of work is, with rate and time left, on standard error: a bar on a terminal, elsewhere a line
 * every few seconds and one at the end. Safe for threads; {@link #close} may be called twice.
 */
public interface Progress extends AutoCloseable {
    /** The unit that is shown as KiB, MiB and so on. */
    String BYTES = "bytes";

    /**
     * Begins.
     *
     * @param task what is being done, e.g. {@code compacting tweets}
     * @param unit what is counted, in the plural; {@link #BYTES} for bytes
     * @param total how many there are; 0 or less if nobody knows
     * @param clock measures the time between lines
     */
    static Progress start(String task, String unit, long total, Clock clock) {
        return goOn(task, unit, total, 0, clock);
    }

    /**
     * Begins where earlier work has ended: rate and time left are those of what is done now.
     *
     * @param before how many of the total were done before
     */
    static Progress goOn(String task, String unit, long total, long before, Clock clock) {
        PrintStream err = System.err;
        return Terminal.standardError()
                ? new BarProgress(task, unit, total, before, err)
                : new LineProgress(task, unit, total, before, clock, err);
    }

    /** So many more are done. */
    void advance(long count);

    /** Shows the final count, finished or not. */
    @Override
    void close();
}

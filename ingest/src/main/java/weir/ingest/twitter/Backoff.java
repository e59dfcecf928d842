package weir.ingest.twitter;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to wait before connecting again, by the kind of failure.
 *
 * @param networkStep the first wait after a network error, and by how much each further one is longer
 * @param networkCap the longest wait after a network error
 * @param httpFirst the first wait after an HTTP error; each further one is twice as long
 * @param httpCap the longest wait after an HTTP error
 * @param limitedFirst the first wait after 420 or 429; each further one is twice as long
 * @param limitedCap the longest wait after 420 or 429
 */
public record Backoff(
        Duration networkStep,
        Duration networkCap,
        Duration httpFirst,
        Duration httpCap,
        Duration limitedFirst,
        Duration limitedCap)
        implements Serializable {

    /**
     * What Twitter asks of its clients ("Connecting to a streaming endpoint"): 250 ms steps to 16 s, 5 s doubling to
     * 320 s, and 1 minute doubling after a rate limit; Twitter names no cap for the last, here it is 16 minutes.
     */
    public static final Backoff TWITTER = new Backoff(
            Duration.ofMillis(250),
            Duration.ofSeconds(16),
            Duration.ofSeconds(5),
            Duration.ofSeconds(320),
            Duration.ofMinutes(1),
            Duration.ofMinutes(16));

    /** The same proportions with every wait shortened, at least 1 ms; for servers of one's own. */
    public Backoff dividedBy(int divisor) {
        return new Backoff(
                shorter(networkStep, divisor),
                shorter(networkCap, divisor),
                shorter(httpFirst, divisor),
                shorter(httpCap, divisor),
                shorter(limitedFirst, divisor),
                shorter(limitedCap, divisor));
    }

    private static Duration shorter(Duration wait, int divisor) {
        return Duration.ofMillis(Math.max(1, wait.toMillis() / divisor));
    }
}

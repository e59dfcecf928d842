package weir.ingest.twitter;

import java.time.Duration;

/**
 * Decides what follows a failed connection: wait how long, or give up. Counts the failures of each kind until {@link
 * #reset}. Touches neither clock nor network. Safe for threads.
 */
final class ReconnectPolicy {

    private final Backoff backoff;
    private int networkFailures;
    private int httpFailures;
    private int limitedFailures;

    ReconnectPolicy(Backoff backoff) {
        this.backoff = backoff;
    }

    /** What to do after this failure. Never sooner than the server asks for. */
    synchronized Decision after(Failure failure) {
        Decision decision = byStatus(failure.httpStatus());
        return decision instanceof Decision.Retry retry && failure.retryAfter().isPresent()
                ? new Decision.Retry(longer(retry.delay(), failure.retryAfter().get()))
                : decision;
    }

    private Decision byStatus(int status) {
        return switch (status) {
            case Failure.NETWORK -> {
                networkFailures++;
                yield new Decision.Retry(linear(backoff.networkStep(), networkFailures, backoff.networkCap()));
            }
            case 401 ->
                new Decision.GiveUp("check the four keys (consumer key and secret, access token and secret),"
                        + " and that this machine's clock is right");
            case 403 ->
                new Decision.GiveUp("the account's access level does not include this stream; change it in the"
                        + " developer portal, or set base-url to a server that serves it");
            case 404, 410 -> new Decision.GiveUp("there is no such stream at this address; correct base-url");
            case 406, 413, 416 ->
                new Decision.GiveUp("the server does not accept these parameters; correct track,"
                        + " follow, locations and language");
            case 420, 429 -> {
                limitedFailures++;
                yield new Decision.Retry(doubled(backoff.limitedFirst(), limitedFailures, backoff.limitedCap()));
            }
            default -> {
                httpFailures++;
                yield new Decision.Retry(doubled(backoff.httpFirst(), httpFailures, backoff.httpCap()));
            }
        };
    }

    /** To be called once a connection has brought something: waits begin at their shortest again. */
    synchronized void reset() {
        networkFailures = 0;
        httpFailures = 0;
        limitedFailures = 0;
    }

    private static Duration linear(Duration step, int failures, Duration cap) {
        return shorter(step.multipliedBy(failures), cap);
    }

    private static Duration doubled(Duration first, int failures, Duration cap) {
        return shorter(first.multipliedBy(1L << Math.min(failures - 1, 20)), cap);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What follows a failure. */
    sealed interface Decision {

        /** Connect again after a wait. */
        record Retry(Duration delay) implements Decision {}

        /** No further attempt can help; the advice says what a person can do. */
        record GiveUp(String advice) implements Decision {}
    }
}

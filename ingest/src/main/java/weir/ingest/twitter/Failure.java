package weir.ingest.twitter;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import twitter4j.TwitterException;

import weir.lake.raw.Cause;

/**
 * Why a connection ended, or never began.
 *
 * @param httpStatus the status the server answered with, or {@link #NETWORK}
 * @param cause what a gap that follows from it is called
 * @param reason for a person, on one line; never a body, which may hold anything
 * @param retryAfter how long the server asks to wait, if it does
 */
record Failure(int httpStatus, Cause cause, String reason, Optional<Duration> retryAfter) {

    /** The failure was below HTTP: no connection, reset, silence, end of the stream. */
    static final int NETWORK = 0;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Pattern REFUSAL = Pattern.compile("Server returned HTTP response code: (\\d{3}) .*");

    /** The server answered with another status than 200. */
    static Failure http(int status, Optional<Duration> retryAfter) {
        Cause cause = status == 420 || status == 429 ? Cause.RATE_LIMIT : Cause.HTTP;
        return new Failure(status, cause, "HTTP status " + status, retryAfter);
    }

    /** The failure was below HTTP, or is told by the stream itself. */
    static Failure network(Cause cause, String reason) {
        return new Failure(NETWORK, cause, reason, Optional.empty());
    }

    /** What an error of the network is called. */
    static Failure network(Throwable error) {
        Throwable root = root(error);
        String message = root.getMessage() == null
                ? ""
                : ": " + root.getMessage().lines().findFirst().orElse("");
        Cause cause = root instanceof SocketTimeoutException
                        && "Read timed out".equals(root.getMessage()) // of Java's sockets
                ? Cause.SILENCE
                : Cause.NETWORK;
        return network(cause, name(error, root) + message);
    }

    /** Java's HTTP client says neither of a refused connection nor of a name that nobody knows what they are. */
    private static String name(Throwable error, Throwable root) {
        if (root instanceof UnresolvedAddressException) {
            return "the name of the host cannot be resolved";
        }
        return error instanceof ConnectException && root.getMessage() == null
                ? "the connection was refused"
                : root.getClass().getSimpleName();
    }

    /**
     * The same with what the body says of it.
     *
     * @param disconnect the last message, if the server has told that it ends the stream
     * @param cut bytes that have come of a message without the rest
     */
    Failure explained(Optional<DisconnectMessage> disconnect, long cut) {
        Failure told = disconnect
                .map(message -> network(Cause.DISCONNECT, "the server ended the stream with code " + message.code()))
                .orElse(this);
        return cut == 0 ? told : network(told.cause, told.reason + "; a message was cut after " + cut + " bytes");
    }

    /** What an error of twitter4j means. */
    static Failure of(Throwable error, Instant now) {
        Throwable root = root(error);
        if (error instanceof TwitterException answered && answered.getStatusCode() > OK) {
            return http(answered.getStatusCode(), RetryAfter.parse(header(answered, "Retry-After"), now));
        }
        int status = statusWithoutBody(root);
        return status == NETWORK ? network(root) : http(status, Optional.empty());
    }

    /** A header of the answer, or null: twitter4j falls over one that is not there. */
    private static String header(TwitterException answered, String name) {
        try {
            return answered.getResponseHeader(name);
        } catch (NullPointerException e) {
            return null;
        }
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * twitter4j does not know the status of an answer that has no body: Java's HTTP client throws when it is asked for
     * one, a FileNotFoundException for 404 and 410, else with the status in the message.
     */
    private static int statusWithoutBody(Throwable root) {
        if (root instanceof FileNotFoundException) {
            return NOT_FOUND;
        }
        Matcher refusal = REFUSAL.matcher(String.valueOf(root.getMessage()));
        return refusal.matches() ? Integer.parseInt(refusal.group(1)) : NETWORK;
    }
}

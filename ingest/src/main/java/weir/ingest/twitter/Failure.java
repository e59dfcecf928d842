package weir.ingest.twitter;

import java.io.FileNotFoundException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import twitter4j.TwitterException;

/**
 * Why a connection ended, or never began.
 *
 * @param httpStatus the status the server answered with, or {@link #NETWORK}
 * @param reason for a person, on one line; never a body, which may hold anything
 */
record Failure(int httpStatus, String reason) {

    /** The failure was below HTTP: no connection, reset, silence, end of the stream. */
    static final int NETWORK = 0;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Pattern REFUSAL = Pattern.compile("Server returned HTTP response code: (\\d{3}) .*");

    static Failure of(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        int status = error instanceof TwitterException answered && answered.getStatusCode() > OK
                ? answered.getStatusCode()
                : statusWithoutBody(root);
        if (status != NETWORK) {
            return new Failure(status, "HTTP status " + status);
        }
        String message = root.getMessage() == null
                ? ""
                : ": " + root.getMessage().lines().findFirst().orElse("");
        return new Failure(NETWORK, root.getClass().getSimpleName() + message);
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

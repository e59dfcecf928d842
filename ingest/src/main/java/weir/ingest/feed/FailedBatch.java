package weir.ingest.feed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a batch could not be committed. An error of the lake or of the source may pass: it is told, and the
 * next batch begins where the stream stands. A batch is interrupted only when ingest stops, which is no error: draining
 * commits what it had. Anything else is a fault that would come again, and ends the service.
 */
public final class FailedBatch {

    private static final Logger LOG = LoggerFactory.getLogger(FailedBatch.class);

    private FailedBatch() {}

    /** Tells of a failure and decides. */
    public static void report(StreamTarget target, Instant batch, Exception failure) {
        Throwable root = root(failure);
        String what = "Cannot commit the batch of " + batch + " of stream "
                + target.stream().name() + " to the lake at " + target.files().uri("") + ": " + reason(root);
        if (isInterruption(root)) {
            LOG.info("{}. It was interrupted by the stop, and is committed at the end.", what);
        } else if (root instanceof IOException) {
            LOG.error(
                    "{}. Nothing is lost: it is tried again with the next batch. Make room, or correct the lake.",
                    what);
        } else {
            target.log()
                    .fatal(new IOException(
                            what + ". What was received is not lost; it is committed at the next start.", failure));
        }
    }

    /** Whether something has ended because the service stops, and not for a fault of its own. */
    public static boolean isInterruption(Throwable root) {
        return root instanceof InterruptedException
                || root instanceof ClosedByInterruptException
                || (root instanceof InterruptedIOException && !(root instanceof SocketTimeoutException));
    }

    /** The innermost cause: Spark wraps what a task throws into pages of text. */
    public static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** What went wrong, on one line. */
    public static String reason(Throwable root) {
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}

package weir.lake.raw;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why messages may be missing. */
public enum Cause {
    /** Ingest did not run: it had been told to stop. */
    STOPPED,
    /** Ingest did not run: it had ended without being told to. */
    KILLED,
    /** The connection broke, or could not be made. */
    NETWORK,
    /** Neither a message nor a keep-alive came for longer than the source allows. */
    SILENCE,
    /** The source said that it ends the connection. */
    DISCONNECT,
    /** The source answered with an HTTP error. */
    HTTP,
    /** The source said that we come too often: HTTP status 420 or 429. */
    RATE_LIMIT,
    /** The lake was slower than the source, and what may wait between them was full. */
    BACK_PRESSURE,
    /** There was no room on the disk, or it could not be written. */
    DISK,
    /** The source has deleted the messages before they were read. */
    EXPIRED,
    /** The source holds fewer messages than had been read: it was emptied or made anew. */
    TRUNCATED,
    /** What had been received could not be read back. */
    DAMAGED,
    /** Nobody wrote down why: the time lies between two connections, and no recorded gap explains it. */
    UNKNOWN;

    /** The spelling in files and output, such as {@code back-pressure}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cause of this spelling; empty if there is none. */
    public static Optional<Cause> of(String text) {
        return Arrays.stream(values())
                .filter(cause -> cause.text().equals(text))
                .findFirst();
    }
}

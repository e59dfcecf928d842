package weir.ingest.feed;

import java.io.IOException;
import java.time.Duration;

import org.apache.spark.streaming.StreamingContext;

/**
 * One stream of a source, ready to be captured: what it needs to know is there, nothing is open. Its methods are called
 * in this order, each once, by one thread.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
public interface Feed {

    /**
     * Commits what an earlier process has received and no manifest holds, and finds out where to go on.
     *
     * @throws IOException if the lake or the source cannot be read or written
     */
    void recover() throws IOException;

    /** Adds itself to a context that has not started. From then on batches are committed one after the other. */
    void attach(StreamingContext context);

    /**
     * Commits what was received and is not committed, after the context has stopped.
     *
     * @param limit about how long it may take; what there is no time for is left to the next {@link #recover}
     * @throws IOException if that is not possible; nothing is lost by that, the next {@link #recover} does it
     */
    void drain(Duration limit) throws IOException;
}

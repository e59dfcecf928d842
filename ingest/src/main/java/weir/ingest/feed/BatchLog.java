package weir.ingest.feed;

import java.io.IOException;
import java.time.Instant;

/** Hears what becomes of batches. Safe for threads. */
public interface BatchLog {

    /** A batch of a stream is committed. */
    void committed(Instant batch, long messages);

    /** A stream cannot go on, whatever is tried; the service ends. */
    void fatal(IOException failure);
}

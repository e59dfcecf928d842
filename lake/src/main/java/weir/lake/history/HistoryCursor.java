package weir.lake.history;

import java.io.IOException;

import weir.lake.filter.LineReader;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;

/** Walks lines and knows where each came from. */
public interface HistoryCursor extends LineCursor {

    /** The microbatch the current line was captured in. */
    Microbatch microbatch();

    /**
     * The number of the current line in its microbatch, from 0; the same in the raw zone and in the archive.
     *
     * @throws IOException if the lines that a search has passed over cannot be counted
     */
    long line() throws IOException;

    /**
     * The time by which the current line lies in a range, as {@link LineReader#micros} says.
     *
     * @param reader has just read the current line
     */
    default long micros(LineReader reader) {
        return reader.micros(() -> microbatch().timeMillis());
    }
}

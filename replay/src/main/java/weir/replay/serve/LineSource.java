package weir.replay.serve;

import java.io.IOException;
import java.util.Iterator;
import java.util.function.Supplier;

import weir.lake.raw.LineCursor;

/** Where the lines of a server come from. Opened once by each connection, from several threads at a time. */
@FunctionalInterface
public interface LineSource {

    /**
     * Begins at the first line.
     *
     * @return a cursor of its own; whoever asked closes it
     * @throws IOException if the lines cannot be read; the client is told so with a 503
     */
    LineCursor open() throws IOException;

    /** Lines that are at hand: each connection asks for a new iterator. */
    static LineSource of(Supplier<Iterator<byte[]>> lines) {
        return () -> new IteratorCursor(lines.get());
    }
}

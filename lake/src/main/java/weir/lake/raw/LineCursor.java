package weir.lake.raw;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

import weir.lake.filter.NeedleSearch;

/**
 * Walks lines in their order. After {@link #next} has said true, the line is {@code length()} bytes of {@code buffer()}
 * from {@code offset()}, without its LF, until the next call. For one thread.
 */
public interface LineCursor extends Closeable {

    /** Goes to the next line. @return false if there is none */
    boolean next() throws IOException;

    /**
     * Goes to the next line that the search finds. Lines that it does not find are passed over, which costs little where
     * they lie together in memory.
     *
     * @return false if there is none
     */
    default boolean next(NeedleSearch search) throws IOException {
        while (next()) {
            int end = offset() + length();
            boolean found = search.find(ByteBuffer.wrap(buffer()), offset(), end) < end || length() == 0;
            search.passed(found ? 0 : length(), found ? length() : 0);
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Whether the next line is in memory already, so that {@link #next} gives it without waiting for anything. */
    default boolean isAtHand() {
        return false;
    }

    /** Holds the current line; it is another array from line to line. */
    byte[] buffer();

    /** The first byte of the current line. */
    int offset();

    /** The bytes of the current line. */
    int length();

    /** A cursor whose current line is that of another one. */
    interface Forwarding extends LineCursor {

        /** The cursor that has the line. */
        LineCursor current();

        @Override
        default byte[] buffer() {
            return current().buffer();
        }

        @Override
        default int offset() {
            return current().offset();
        }

        @Override
        default int length() {
            return current().length();
        }
    }
}

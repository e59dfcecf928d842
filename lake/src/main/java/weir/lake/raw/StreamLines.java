package weir.lake.raw;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of an input stream, ended by LF; a last line without LF is a line too. Holds one line in memory. */
public final class StreamLines implements LineCursor {

    private static final int START_BYTES = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[START_BYTES];
    private int begin;
    private int end;
    private int offset;
    private int length;
    private boolean terminated = true;

    /** Lines of {@code in}, which is closed with this. */
    public StreamLines(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean next() throws IOException {
        int scanned = begin;
        while (true) {
            int lineEnd = indexOfLineFeed(scanned);
            if (lineEnd >= 0) {
                offset = begin;
                length = lineEnd - begin;
                begin = lineEnd + 1;
                return true;
            }
            scanned = end;
            int moved = makeRoom();
            scanned -= moved;
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return lastLine();
            }
            end += read;
        }
    }

    /** Whether the last line ended with LF; true if there were no lines. Known once {@link #next} has said false. */
    public boolean terminated() {
        return terminated;
    }

    /** Bytes that were read of a line whose end has not come. */
    public int begun() {
        return end - begin;
    }

    private boolean lastLine() {
        if (begin == end) {
            return false;
        }
        offset = begin;
        length = end - begin;
        begin = end;
        terminated = false;
        return true;
    }

    private int indexOfLineFeed(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Moves the begun line to the front, or makes the buffer larger if it is full. @return bytes moved by */
    private int makeRoom() {
        int moved = begin;
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        return moved;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

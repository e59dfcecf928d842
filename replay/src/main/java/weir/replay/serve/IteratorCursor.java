package weir.replay.serve;

import java.util.Iterator;

import weir.lake.raw.LineCursor;

/** Walks lines that are arrays of their own. */
final class IteratorCursor implements LineCursor {
    private final Iterator<byte[]> lines;
    private byte[] line = {};

    IteratorCursor(Iterator<byte[]> lines) {
        this.lines = lines;
    }

    @Override
    public boolean next() {
        if (!lines.hasNext()) {
            return false;
        }
        line = lines.next();
        return true;
    }

    @Override
    public byte[] buffer() {
        return line;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return line.length;
    }

    @Override
    public void close() {}
}

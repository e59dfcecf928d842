package weir.ingest.twitter;

import java.io.IOException;
import java.io.InputStream;

import weir.lake.raw.StreamLines;

/** Messages that end with CR LF, or with LF alone. What stands behind the last line end is a message too. */
final class LineFraming implements Framing {

    private final StreamLines lines;
    private int length;

    LineFraming(InputStream body) {
        this.lines = new StreamLines(body);
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        length = lines.length();
        if (length > 0 && lines.buffer()[lines.offset() + length - 1] == '\r') {
            length--;
        }
        return true;
    }

    @Override
    public byte[] buffer() {
        return lines.buffer();
    }

    @Override
    public int offset() {
        return lines.offset();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long begun() {
        return lines.begun();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

package weir.ingest.twitter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.raw.StreamLines;

/**
 * Messages that end with CR LF, or with LF alone. What stands behind the last line end is a message too, if the server
 * has said that the body ends there. If it has only closed the connection, as a server that dies does, it is one if it is
 * JSON as a whole; else the body broke off within it.
 */
final class LineFraming implements Framing {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final StreamLines lines;
    private final boolean endIsTold;
    private int length;
    private long cut;

    /** @param endIsTold whether the end of the input is the end of the body, and not only that of a connection */
    LineFraming(InputStream body, boolean endIsTold) {
        this.lines = new StreamLines(body);
        this.endIsTold = endIsTold;
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        if (!lines.terminated() && !endIsTold && !isJson()) {
            cut = lines.length();
            throw new EOFException("the connection ended within a message");
        }
        length = lines.length();
        if (length > 0 && lines.buffer()[lines.offset() + length - 1] == '\r') {
            length--;
        }
        return true;
    }

    private boolean isJson() {
        try {
            return !JSON.readTree(lines.buffer(), lines.offset(), lines.length())
                    .isMissingNode();
        } catch (IOException e) {
            return false;
        }
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
        return cut + lines.begun();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

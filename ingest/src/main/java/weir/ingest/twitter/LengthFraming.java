package weir.ingest.twitter;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Messages with their length before them, as {@code delimited=length} asks for: a decimal number of bytes, CR LF, then so
 * many bytes, the last of which are CR LF. Keep-alives may stand before a length.
 */
final class LengthFraming implements Framing {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_DIGITS = 9;

    private final InputStream body;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int length;
    private long begun;

    LengthFraming(InputStream body) {
        this.body = new BufferedInputStream(body, BUFFER_BYTES);
    }

    @Override
    public boolean next() throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int next = body.read(); next != '\n'; next = body.read()) {
            if (next < 0) {
                return ended(digits);
            }
            boolean lineEnd = next == '\r';
            if (!lineEnd && (next < '0' || next > '9' || digits.length() == MAX_DIGITS)) {
                throw new IOException("the server did not tell the length of a message, though delimited=length was"
                        + " asked for; set delimited = false");
            }
            digits.append(lineEnd ? "" : String.valueOf((char) next));
        }
        length = 0;
        if (!digits.isEmpty()) {
            read(Integer.parseInt(digits.toString()));
        }
        return true;
    }

    private static boolean ended(StringBuilder digits) throws EOFException {
        if (!digits.isEmpty()) {
            throw new EOFException("the body ended within the length of a message");
        }
        return false;
    }

    private void read(int bytes) throws IOException {
        begun = 0;
        while (begun < bytes) {
            if (begun == buffer.length) { // grows as bytes come, not as the length claims
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            }
            int read = body.read(buffer, (int) begun, Math.min(bytes, buffer.length) - (int) begun);
            if (read < 0) {
                throw new EOFException("the body ended within a message");
            }
            begun += read;
        }
        begun = 0;
        length = bytes;
        if (length > 0 && buffer[length - 1] == '\n') {
            length--;
        }
        if (length > 0 && buffer[length - 1] == '\r') {
            length--;
        }
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long begun() {
        return begun;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}

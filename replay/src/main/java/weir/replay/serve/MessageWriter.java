package weir.replay.serve;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Frames messages: each with CR LF behind it, and with its length on a line before it if the client asked for that. Messages
 * may wait for {@link #flush}, so that many small ones go to the client at once.
 */
final class MessageWriter {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int BUFFER = 64 * 1024;

    private final OutputStream out;
    private final boolean delimited;

    /** @param delimited the length counts the message and its CR LF, in bytes */
    MessageWriter(OutputStream out, boolean delimited) {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.delimited = delimited;
    }

    void message(byte[] buffer, int offset, int length) throws IOException {
        if (delimited) {
            writeLength(length);
        }
        out.write(buffer, offset, length);
        out.write(LINE_END);
    }

    /** Sends what waits. */
    void flush() throws IOException {
        out.flush();
    }

    /** Half of a message, sent with all that waits: with its whole length before it, and no end. */
    void half(byte[] buffer, int offset, int length) throws IOException {
        if (delimited) {
            writeLength(length);
        }
        out.write(buffer, offset, length / 2);
        out.flush();
    }

    private void writeLength(int length) throws IOException {
        out.write(Integer.toString(length + LINE_END.length).getBytes(StandardCharsets.US_ASCII));
        out.write(LINE_END);
    }

    void keepAlive() throws IOException {
        out.write(LINE_END);
        out.flush();
    }
}

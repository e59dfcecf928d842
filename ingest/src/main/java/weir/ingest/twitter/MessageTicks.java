package weir.ingest.twitter;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * What twitter4j reads instead of the body of a stream: an empty line for each message, when it has come. The message itself
 * stays where the framing has put it, and is taken from there while twitter4j dispatches its empty line: neither decoded nor
 * copied. For one thread.
 */
final class MessageTicks extends InputStream {

    private final Framing messages;
    private final Consumer<Error> dying;

    /** @param dying hears of an error that ends the reading thread; twitter4j tells nobody */
    MessageTicks(Framing messages, Consumer<Error> dying) {
        this.messages = messages;
        this.dying = dying;
    }

    /** Waits for the next message. @return LF, or -1 if the body has ended as it should */
    @Override
    public int read() throws IOException {
        try {
            return messages.next() ? '\n' : -1;
        } catch (Error e) {
            dying.accept(e);
            throw e;
        }
    }

    /** One message at most: the one before it has to be taken first. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int next = read();
        if (next < 0) {
            return -1;
        }
        buffer[offset] = (byte) next;
        return 1;
    }

    @Override
    public void close() throws IOException {
        messages.close();
    }
}

package weir.ingest.twitter;

import java.io.Closeable;
import java.io.IOException;

/**
 * The messages of a v1.1 stream's body, byte for byte, without what separates them. After {@link #next} has said true,
 * the message is {@code length()} bytes of {@code buffer()} from {@code offset()}, until the next call; no bytes are a
 * keep-alive. For one thread.
 */
interface Framing extends Closeable {

    /**
     * Waits for the next message.
     *
     * @return false if the body has ended as it should
     * @throws IOException if it broke off
     */
    boolean next() throws IOException;

    byte[] buffer();

    int offset();

    int length();

    /** Bytes of a message that has begun and whose end has not come. */
    long begun();
}

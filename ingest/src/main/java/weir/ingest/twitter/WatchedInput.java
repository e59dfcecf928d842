package weir.ingest.twitter;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Remembers when bytes last came, so that somebody else can find a silent connection. Safe for threads. */
final class WatchedInput extends FilterInputStream {

    private final LongSupplier nanoTime;
    private volatile long lastNanos;
    private volatile boolean waiting;

    WatchedInput(InputStream in, LongSupplier nanoTime) {
        super(in);
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** For how long a reader has been waiting for bytes; 0 while nobody waits. */
    long silentNanos() {
        return waiting ? nanoTime.getAsLong() - lastNanos : 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        lastNanos = nanoTime.getAsLong(); // the time that the reader took is not the source's silence
        waiting = true;
        try {
            return in.read(buffer, offset, length);
        } finally {
            waiting = false;
        }
    }
}

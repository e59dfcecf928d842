package weir.console;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;

/** Some messages of a feed, the second half of them only after a signal: so the demo has something to compact twice. */
final class PausingFeed implements Iterator<byte[]> {

    private final Iterator<byte[]> feed;
    private final int messages;
    private final CountDownLatch signal;
    private int given;

    PausingFeed(Iterator<byte[]> feed, int messages, CountDownLatch signal) {
        this.feed = feed;
        this.messages = messages;
        this.signal = signal;
    }

    @Override
    public boolean hasNext() {
        return given < messages;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (given == (messages + 1) / 2) {
            try {
                signal.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the feed paused", e);
            }
        }
        given++;
        return feed.next();
    }
}

package weir.ingest;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The end of a service: that it was asked for, or the first failure. Safe for threads. */
final class Failures {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<IOException> first = new AtomicReference<>();
    private boolean taken;

    /** Ends the service because of a failure; only the first is kept, later ones hang on it. */
    synchronized void report(IOException failure) {
        if (!first.compareAndSet(null, failure)) {
            first.get().addSuppressed(failure);
        }
        ended.countDown();
    }

    /** Ends the service as asked. */
    void end() {
        ended.countDown();
    }

    /** Waits for the end. */
    void await() throws InterruptedException {
        ended.await();
    }

    /** The failure, the first time it is asked for: nobody should read it twice. */
    synchronized Optional<IOException> take() {
        Optional<IOException> failure = taken ? Optional.empty() : Optional.ofNullable(first.get());
        taken = taken || failure.isPresent();
        return failure;
    }
}

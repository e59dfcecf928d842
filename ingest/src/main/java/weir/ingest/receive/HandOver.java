package weir.ingest.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import weir.lake.raw.Chunk;

/**
 * Hands chunks to Spark, in their order, in a thread of its own: Spark answers for each block that it is given, and the source
 * would wait for the answer. What comes meanwhile goes as one block. Who gives waits only while many bytes wait. Safe for threads.
 */
public final class HandOver implements Consumer<Chunk> {

    /** While so many wait, who gives waits too. */
    private static final long MOST_BYTES = 16 << 20;

    /** How long the thread waits for another chunk before it ends. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final String stream;
    private final Consumer<List<Chunk>> store;
    private final Consumer<RuntimeException> failed;
    private final List<Chunk> waiting = new ArrayList<>();
    private long bytes;
    /** Whether there is a thread. */
    private boolean working;
    /** Whether the thread waits for Spark. */
    private boolean storing;

    private RuntimeException failure;

    /**
     * @param store gives chunks to Spark as one block
     * @param failed hears of what that throws
     */
    public HandOver(String stream, Consumer<List<Chunk>> store, Consumer<RuntimeException> failed) {
        this.stream = stream;
        this.store = store;
        this.failed = failed;
    }

    /**
     * Takes a chunk that is in the spool.
     *
     * @throws IllegalStateException if one before it could not be handed over; that is told once, and nothing is lost by it
     */
    @Override
    public synchronized void accept(Chunk chunk) {
        try {
            while (bytes >= MOST_BYTES) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who stops does not wait
        }
        if (failure != null) {
            RuntimeException told = failure;
            failure = null;
            throw new IllegalStateException(told.getMessage(), told);
        }
        waiting.add(chunk);
        bytes += chunk.lines().length;
        notifyAll();
        if (!working) {
            working = true;
            Thread thread = new Thread(this::work, "hand-over-" + stream);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Waits until all is handed over, but not longer than this: what is not is in the spool. */
    public synchronized void settle(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toMillis(); (storing || !waiting.isEmpty()) && left > 0; left = millisTo(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisTo(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private void work() {
        try {
            for (List<Chunk> next = take(); !next.isEmpty(); next = take()) {
                store.accept(next);
            }
        } catch (RuntimeException e) {
            fail(e);
        } catch (Error e) {
            fail(new IllegalStateException(e.toString(), e));
            throw e;
        }
    }

    /** What waits, as soon as there is something; nothing if the thread is to end. */
    private synchronized List<Chunk> take() {
        storing = false;
        notifyAll();
        long deadline = System.nanoTime() + LINGER.toNanos();
        try {
            for (long left = LINGER.toMillis(); waiting.isEmpty() && left > 0; left = millisTo(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread
        }
        List<Chunk> taken = List.copyOf(waiting);
        forget();
        storing = !taken.isEmpty();
        working = storing;
        return taken;
    }

    private void forget() {
        waiting.clear();
        bytes = 0;
        notifyAll();
    }

    private void fail(RuntimeException e) {
        failed.accept(e);
        synchronized (this) {
            failure = e;
            storing = false;
            working = false;
            forget();
        }
    }
}

package weir.compaction;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks on all processors, some ahead of the one who asks for their results, which come in the order of the tasks.
 * For use by one thread.
 *
 * @param <R> what a task gives
 */
final class ReadAhead<R> implements AutoCloseable {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final Iterator<? extends Callable<R>> tasks;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final Deque<Future<R>> running = new ArrayDeque<>();

    ReadAhead(Iterator<? extends Callable<R>> tasks) {
        this.tasks = tasks;
    }

    /** Whether there is another result. */
    boolean hasNext() {
        return !running.isEmpty() || tasks.hasNext();
    }

    /**
     * The next result.
     *
     * @throws IOException what the task has thrown
     */
    R next() throws IOException {
        while (tasks.hasNext() && running.size() < 2 * THREADS) {
            running.add(pool.submit(tasks.next()));
        }
        try {
            return running.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Gives up what was begun ahead; when it returns, nothing of it runs any more. */
    @Override
    public void close() throws IOException {
        running.forEach(task -> task.cancel(false));
        pool.shutdown();
        try {
            while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                continue;
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while microbatches were read");
    }
}

package weir.lake.parallel;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does tasks on several threads, a few ahead of the one who asks for their results, which come in the order of the tasks.
 * Tasks that nobody asks for so far ahead are not begun. For use by one thread.
 *
 * @param <R> what a task gives
 */
public final class ParallelTasks<R> implements Closeable {

    private final Iterator<? extends Callable<R>> tasks;
    private final int threads;
    private final ExecutorService pool;
    private final Deque<Future<R>> running = new ArrayDeque<>();

    /** Tasks for as many threads as there are processors; none is begun. */
    public ParallelTasks(Iterator<? extends Callable<R>> tasks) {
        this(tasks, Runtime.getRuntime().availableProcessors());
    }

    /** Tasks for so many threads; none is begun. */
    public ParallelTasks(Iterator<? extends Callable<R>> tasks, int threads) {
        this.tasks = tasks;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /** Whether there is another result. */
    public boolean hasNext() {
        return !running.isEmpty() || tasks.hasNext();
    }

    /**
     * The next result.
     *
     * @throws IOException what the task has thrown, or if this thread was interrupted
     * @throws RuntimeException what the task has thrown
     */
    public R next() throws IOException {
        while (tasks.hasNext() && running.size() < 2 * threads) {
            running.add(pool.submit(tasks.next()));
        }
        return Concurrent.result(running.remove());
    }

    /** Gives up what was begun ahead; when it returns, no task runs any more. */
    @Override
    public void close() throws IOException {
        running.forEach(task -> task.cancel(false));
        Concurrent.end(pool);
    }
}

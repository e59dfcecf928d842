package weir.lake.parallel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Reads several things at once, and throws in one thread what happened in another. */
public final class Concurrent {

    private Concurrent() {}

    /** What is done with one of them. */
    @FunctionalInterface
    public interface Reading<T, R> {
        /** Reads what there is to read of it. */
        R of(T item) throws IOException;
    }

    /**
     * What the reading gives of each item, in the order of the items. Several threads read at once.
     *
     * @throws IOException what the reading of one of the items has thrown
     */
    public static <T, R> List<R> map(Collection<T> items, Reading<T, R> reading) throws IOException {
        try {
            return items.parallelStream().map(item -> unchecked(item, reading)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Begins to read, in a thread of its own that keeps no process alive. */
    public static <R> Future<R> begin(Callable<R> reading) {
        FutureTask<R> task = new FutureTask<>(reading);
        Thread thread = new Thread(task, "reading");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A piece of work. */
    @FunctionalInterface
    public interface Work<R> {
        /** Does it. */
        R get() throws IOException;
    }

    /**
     * Does one thing while another thread does another one. When it returns or throws, both have ended.
     *
     * @return what this thread's work gives
     * @throws IOException what one of them has thrown; this thread's comes first
     */
    public static <R> R beside(Callable<?> other, Work<R> work) throws IOException {
        Future<?> begun = begin(other);
        R done;
        try {
            done = work.get();
        } catch (Throwable failure) {
            try {
                result(begun);
            } catch (Throwable another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
        result(begun);
        return done;
    }

    /**
     * Waits for what another thread has begun.
     *
     * @throws IOException what that thread has thrown, or that this one was interrupted
     */
    public static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread was working");
        }
    }

    /**
     * Ends a pool: when this returns, its tasks have ended.
     *
     * @throws IOException if this thread was interrupted; the pool ends by itself then
     */
    public static void end(ExecutorService pool) throws IOException {
        pool.shutdown();
        try {
            boolean ended = false;
            while (!ended) {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while tasks were running");
        }
    }

    private static <T, R> R unchecked(T item, Reading<T, R> reading) {
        try {
            return reading.of(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

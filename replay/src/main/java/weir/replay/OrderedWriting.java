package weir.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import weir.lake.parallel.Concurrent;

/**
 * Runs tasks on several threads at once, while what each writes goes to one stream in the order of the tasks. What a task
 * writes before its turn is kept in memory, some MiB of it; then the task waits. For one use by one thread.
 */
final class OrderedWriting {

    private static final int KEPT_BYTES = 4 << 20;

    private final OutputStream out;
    private final int threads;
    private long turn;

    OrderedWriting(OutputStream out, int threads) {
        this.out = out;
        this.threads = threads;
    }

    /** Does a part of the work. */
    @FunctionalInterface
    interface Task {
        /** Writes what it has to write, and ends. */
        void run(OutputStream out) throws IOException;

        /** Is called in the order of the tasks, when this one and all before it have written, by the thread that runs them. */
        default void written() throws IOException {}
    }

    /**
     * Runs all tasks; when it returns, everything is written.
     *
     * @throws IOException what a task or the stream has thrown; then later tasks may not have run
     */
    void run(Iterator<? extends Task> tasks) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<Turn>> running = new ArrayDeque<>();
            long submitted = 0;
            while (tasks.hasNext() || !running.isEmpty()) {
                while (tasks.hasNext() && running.size() < 2 * threads) {
                    Task task = tasks.next();
                    Turn mine = new Turn(submitted++, task);
                    running.add(pool.submit(() -> {
                        task.run(mine);
                        return mine;
                    }));
                }
                Turn done = Concurrent.result(running.remove());
                done.writeKept();
                out.flush(); // whoever reads need not wait for the next
                done.task.written();
                takeTurn();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private synchronized void takeTurn() {
        turn++;
        notifyAll();
    }

    private synchronized void awaitTurn(long number) throws IOException {
        while (turn < number) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while others were writing");
    }

    /** What one task writes. */
    private final class Turn extends OutputStream {

        private final long number;
        private final Task task;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Turn(long number, Task task) {
            this.number = number;
            this.task = task;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            kept.write(bytes, offset, length);
            if (kept.size() >= KEPT_BYTES) {
                awaitTurn(number);
                writeKept();
            }
        }

        void writeKept() throws IOException {
            kept.writeTo(out);
            kept.reset();
        }
    }
}

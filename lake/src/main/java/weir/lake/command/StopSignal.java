package weir.lake.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The wish of the world outside that this process ends: SIGTERM or SIGINT. A service waits for it, finishes what it has
 * in hand and returns from its main, so that the process ends with exit code 0. A second SIGINT ends the process at once
 * with code 130.
 *
 * <p>Safe for threads. Callbacks run one after the other in the thread that delivers the signal.
 */
public final class StopSignal {
    private static final int INTERRUPTED = 130;
    private static final String INT = "INT";

    private final CountDownLatch raised = new CountDownLatch(1);
    private final List<Runnable> callbacks = new ArrayList<>();
    private final IntConsumer halt;
    private final List<Runnable> uninstall = new ArrayList<>();

    StopSignal(IntConsumer halt) {
        this.halt = halt;
    }

    /** Takes over SIGTERM and SIGINT from the Java runtime. To be called once, by a main. */
    public static StopSignal install() {
        return install(status -> Runtime.getRuntime().halt(status));
    }

    static StopSignal install(IntConsumer halt) {
        StopSignal stop = new StopSignal(halt);
        for (String name : List.of("TERM", INT)) {
            stop.uninstall.add(OperatingSignals.handle(name, stop::receive));
        }
        return stop;
    }

    /** Whether the process has been asked to end. */
    public boolean raised() {
        return raised.getCount() == 0;
    }

    /** Waits until the process is asked to end. */
    public void await() throws InterruptedException {
        raised.await();
    }

    /** Waits at most so long; says whether the process has been asked to end. */
    public boolean await(Duration atMost) throws InterruptedException {
        return raised.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Calls back once when the process is asked to end; at once if it has been already. */
    public void onStop(Runnable callback) {
        synchronized (callbacks) {
            if (!raised()) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }

    void receive(String signal) {
        List<Runnable> due;
        synchronized (callbacks) {
            if (raised()) {
                if (signal.equals(INT)) {
                    halt.accept(INTERRUPTED);
                }
                return;
            }
            raised.countDown();
            due = List.copyOf(callbacks);
            callbacks.clear();
        }
        runAll(due);
    }

    /** Gives the signals back to whoever had them. */
    void uninstall() {
        uninstall.forEach(Runnable::run);
        uninstall.clear();
    }

    private static void runAll(List<Runnable> due) {
        RuntimeException first = null;
        for (Runnable callback : due) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

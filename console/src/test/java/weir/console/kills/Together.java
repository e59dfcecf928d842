package weir.console.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks at the same time. */
final class Together {

    private Together() {}

    /** Runs all of them to their end, or interrupts those that take too long. @throws AssertionError if one failed */
    static void run(Duration limit, List<Runnable> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            tasks.forEach(task -> calls.add(Executors.callable(task)));
            for (Future<Object> future : threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                if (future.isCancelled()) {
                    throw new AssertionError("Not done within " + limit);
                }
                future.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}

package weir.ingest.receive;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes an {@link Intake} tick, in a thread of its own, from creation to {@link #close}. */
public final class IntakeTimer implements AutoCloseable {

    private static final int TICKS_PER_INTERVAL = 4;

    private final ScheduledExecutorService timer;

    /**
     * @param also is done at each tick, before the intake's
     * @param failed hears of what a tick throws, which is what the intake's sink throws
     */
    public IntakeTimer(
            String stream, Duration chunkInterval, Intake intake, Runnable also, Consumer<RuntimeException> failed) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "intake-" + stream);
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, chunkInterval.toMillis() / TICKS_PER_INTERVAL);
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        also.run();
                        intake.tick();
                    } catch (RuntimeException e) {
                        failed.accept(e);
                    }
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}

package weir.console.kills;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import weir.console.Distribution.Running;

/**
 * A process that is killed with SIGKILL at random moments and started again at once: some time after its start, or after
 * one of the stages of its work was seen. For one thread; the counts may be read by others.
 */
final class Victim {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KILLED = 128 + 9;

    private final Supplier<Running> start;
    private final List<Predicate<Running>> stages;
    private final Consumer<Running> ended;
    private final SplittableRandom random;
    private final Duration life;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();

    /**
     * @param stages whether it has come so far; the first one is the beginning of its work
     * @param ended hears of a process that has ended before it was killed
     * @param life how long after its start or a stage it lives at most
     */
    Victim(
            Supplier<Running> start,
            List<Predicate<Running>> stages,
            Consumer<Running> ended,
            SplittableRandom random,
            Duration life) {
        this.start = start;
        this.stages = List.copyOf(stages);
        this.ended = ended;
        this.random = random;
        this.life = life;
    }

    /** A process that never ends by itself. */
    static Consumer<Running> mustNotEnd() {
        return process -> {
            throw new AssertionError("Has ended by itself:\n" + process.out() + process.err());
        };
    }

    /** Dies again and again, until it is enough. */
    void die(BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            try (Running process = start.get()) {
                if (meetsItsMoment(process)) {
                    kill(process);
                } else {
                    ended.accept(process);
                }
            }
        }
    }

    int kills() {
        return kills.get();
    }

    /** Kills of a process that was seen at its work before. */
    int killsAtWork() {
        return atWork.get();
    }

    private void kill(Running process) {
        boolean working = stages.get(0).test(process);
        if (process.kill() == KILLED) { // otherwise it has ended by itself in this very moment
            kills.incrementAndGet();
            atWork.addAndGet(working ? 1 : 0);
        }
    }

    /** Waits for a random moment. @return false if the process has ended before */
    private boolean meetsItsMoment(Running process) {
        if (!lives(process, Running::isJava)) {
            return false;
        }
        int stage = random.nextInt(stages.size() + 1) - 1;
        Duration moment = Duration.ofMillis(random.nextLong(life.toMillis()));
        return (stage < 0 || lives(process, stages.get(stage))) && !process.endsWithin(moment);
    }

    private static boolean lives(Running process, Predicate<Running> until) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!until.test(process)) {
            if (process.endsWithin(LOOK)) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Does not come to its work:\n" + process.out() + process.err());
            }
        }
        return true;
    }
}

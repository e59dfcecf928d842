package weir.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Times contenders: each runs some times that do not count, then come rounds that do, in each of them ours first and then the
 * peer. Every answer is checked, also of what does not count. Of a comparison, each runs for some seconds before anything
 * counts, and until Java has compiled what runs often: a service is no process of half a second.
 */
public final class Stopwatch {

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final int warmUps;
    private final int rounds;
    private final LongSupplier nanoTime;
    private final LongSupplier compiledMillis;
    private final Consumer<String> progress;

    /**
     * @param warmUps how often each runs at least before anything counts
     * @param rounds rounds that count, at least one
     * @param nanoTime such as {@code System::nanoTime}
     * @param compiledMillis how long Java's compilers have worked in this process until now
     * @param progress is told of each round
     */
    public Stopwatch(
            int warmUps, int rounds, LongSupplier nanoTime, LongSupplier compiledMillis, Consumer<String> progress) {
        if (rounds < 1 || warmUps < 0) {
            throw new IllegalArgumentException("Cannot measure " + rounds + " pairs after " + warmUps + " warm-ups");
        }
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.nanoTime = nanoTime;
        this.compiledMillis = compiledMillis;
        this.progress = progress;
    }

    /** How many rounds count. */
    public int rounds() {
        return rounds;
    }

    /** Tells whoever waits how far something is that takes long. */
    public void tell(String text) {
        progress.accept(text);
    }

    /**
     * Times two contenders in turn.
     *
     * @throws WrongAnswerException if an answer is not the expected one, or the two differ and neither is expected
     * @throws Exception what a contender throws
     */
    public Outcome.Measured compare(Comparison comparison) throws Exception {
        warmUp(comparison.row(), comparison.ours());
        warmUp(comparison.row(), comparison.peer());
        List<Double> ours = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        while (ratios.size() < rounds) {
            double our = seconds(comparison.ours());
            double peer = seconds(comparison.peer());
            requireSame(comparison);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: %s %.3f s, %s %.3f s",
                    comparison.row(),
                    comparison.ours().name(),
                    our,
                    comparison.peer().name(),
                    peer));
            ours.add(our);
            peers.add(peer);
            ratios.add(comparison.goal().ratio(our, peer));
        }
        return new Outcome.Measured(
                comparison.row(),
                comparison.work(),
                new Outcome.Names(comparison.ours().name(), comparison.peer().name()),
                Spread.of(ours),
                Spread.of(peers),
                Spread.of(ratios),
                comparison.goal());
    }

    /**
     * Times one contender.
     *
     * @throws WrongAnswerException if an answer is not the expected one
     * @throws Exception what the contender throws
     */
    public Outcome.Alone alone(String row, String work, Contender ours, double limitSeconds) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = -warmUps; round < rounds; round++) {
            double seconds = seconds(ours);
            progress.accept(String.format(
                    Locale.ROOT, "%s: %s %.3f s%s", row, ours.name(), seconds, round < 0 ? " (warm-up)" : ""));
            if (round >= 0) {
                times.add(seconds);
            }
        }
        return new Outcome.Alone(row, work, ours.name(), Spread.of(times), limitSeconds);
    }

    private void warmUp(String row, Contender contender) throws Exception {
        if (warmUps == 0) {
            return;
        }
        WarmUp warmUp = new WarmUp(warmUps);
        while (!warmUp.isDone()) {
            Run run = run(contender);
            warmUp.ran(run.seconds(), run.compiling());
        }
        progress.accept(row + ": " + contender.name() + " warmed up: " + warmUp.text());
    }

    private double seconds(Contender contender) throws Exception {
        return run(contender).seconds();
    }

    private Run run(Contender contender) throws Exception {
        contender.prepare();
        long compiled = compiledMillis.getAsLong();
        long begun = nanoTime.getAsLong();
        contender.run();
        double seconds = (nanoTime.getAsLong() - begun) / NANOS;
        double compiling = (compiledMillis.getAsLong() - compiled) / MILLIS;
        contender.finish();
        Optional<String> expected = contender.expected();
        if (expected.isPresent() && !expected.get().equals(contender.answer())) {
            throw new WrongAnswerException(
                    contender.name() + " answers " + contender.answer() + ", the right answer is " + expected.get());
        }
        return new Run(seconds, compiling);
    }

    private static void requireSame(Comparison comparison) throws Exception {
        Contender ours = comparison.ours();
        Contender peer = comparison.peer();
        boolean known = ours.expected().isPresent() && peer.expected().isPresent();
        if (!known && !ours.answer().equals(peer.answer())) {
            throw new WrongAnswerException(
                    ours.name() + " answers " + ours.answer() + ", " + peer.name() + " answers " + peer.answer());
        }
    }

    /** @param compiling seconds that Java's compilers worked meanwhile, all of them together */
    private record Run(double seconds, double compiling) {}
}

package weir.bench.row;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Contender;
import weir.bench.measure.Outcome;
import weir.bench.measure.Stopwatch;
import weir.bench.peer.Tool;

/** What rows measure with, and what has become of their lines until now. For one thread. */
public final class Bench {

    private final TweetLakes data;
    private final Supplier<SparkSession> session;
    private final Stopwatch stopwatch;
    private final BenchSettings settings;
    private final List<Outcome> outcomes = new ArrayList<>();

    /**
     * @param session asked only by rows that need Spark
     */
    public Bench(TweetLakes data, Supplier<SparkSession> session, Stopwatch stopwatch, BenchSettings settings) {
        this.data = data;
        this.session = session;
        this.stopwatch = stopwatch;
        this.settings = settings;
    }

    TweetLakes data() {
        return data;
    }

    SparkSession spark() {
        return session.get();
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    BenchSettings settings() {
        return settings;
    }

    Optional<Path> tool(Tool tool) {
        return tool.on(settings.path());
    }

    /** Measures one line of the table; what goes wrong becomes its outcome. */
    void compare(Comparison comparison) {
        record(comparison.row(), comparison.work(), () -> stopwatch.compare(comparison));
    }

    /** Measures one line that has no peer. */
    void alone(String row, String work, Contender ours, double limitSeconds) {
        record(row, work, () -> stopwatch.alone(row, work, ours, limitSeconds));
    }

    /** Says why a line is not measured. */
    void missing(String row, String work, String reason) {
        outcomes.add(new Outcome.Missing(row, work, reason));
    }

    /** Measures one line in its own way; what goes wrong becomes its outcome. */
    void record(String row, String work, Measuring measuring) {
        try {
            outcomes.add(measuring.measure());
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            outcomes.add(new Outcome.Failed(row, work, String.valueOf(e.getMessage() == null ? e : e.getMessage())));
        }
    }

    /** Measures a row; what keeps it from beginning becomes its outcome. */
    public void measure(BenchRow row) {
        try {
            row.measure(this);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            outcomes.add(new Outcome.Failed(row.name(), "", String.valueOf(e)));
        }
    }

    /** What has become of the lines until now, in their order. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** A way to measure. */
    @FunctionalInterface
    interface Measuring {
        Outcome measure() throws Exception;
    }
}

package weir.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.StreamingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.ingest.feed.Feed;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.StreamTarget;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;

/**
 * Captures streams into the raw zone, in one Spark Streaming context.
 *
 * <ul>
 *   <li>{@link #start} checks keys and lake, takes the locks of the streams, and returns once Spark receives.
 *   <li>{@link #awaitTermination} returns after {@link #requestStop} or {@link #stop}, and throws the first failure: a
 *       source that refuses, or what a stream cannot go on after.
 *   <li>{@link #stop} drains: receivers hand on what they have read, the rest becomes a last batch and is committed.
 *       It takes about a batch interval, and is bounded. The second call does nothing.
 * </ul>
 *
 * <p>Safe for threads. A service that has been stopped cannot be started again.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
public final class IngestService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

    /** How much longer than the batch interval a stop may take. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

    /** How much of that the end of Spark and of the process need. */
    private static final Duration RELEASE_MARGIN = Duration.ofSeconds(2);

    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(1);
    private static final String LEFT = "It is not lost: the next start commits it.";

    private final IngestSetup setup;
    private final Optional<JavaSparkContext> shared;
    private final Failures failures = new Failures();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Release release = new Release();
    private final List<Feed> feeds = new ArrayList<>();
    private StreamingContext streaming;

    private IngestService(IngestSetup setup, Optional<JavaSparkContext> shared) {
        this.setup = setup;
        this.shared = shared;
    }

    /** A service with a Spark context of its own. Opens nothing yet. */
    public static IngestService of(IngestSetup setup) {
        return new IngestService(setup, Optional.empty());
    }

    /**
     * A service on a Spark context that others use too and that is not stopped. A local one needs more threads than
     * there are streams. Opens nothing yet.
     */
    public static IngestService on(JavaSparkContext spark, IngestSetup setup) {
        return new IngestService(setup, Optional.of(spark));
    }

    /**
     * Begins to receive.
     *
     * @throws weir.lake.config.ConfigException if keys are missing
     * @throws IOException if the lake cannot be written or another process captures one of the streams
     */
    public void start() throws IOException {
        if (!state.compareAndSet(State.NEW, State.RUNNING)) {
            throw new IllegalStateException("Cannot start an ingest service twice");
        }
        try {
            begin();
        } catch (IOException | RuntimeException e) {
            state.set(State.STOPPED);
            release.afterFailure(e);
            throw e;
        }
    }

    private void begin() throws IOException {
        SparkConf conf = SparkDefaults.of(setup.spark(), setup.streams().size());
        Configuration hadoop = SparkHadoopUtil.get()
                .newConfiguration(shared.map(JavaSparkContext::getConf).orElse(conf));
        // first of all: a second owner is to hear it at once
        LakeFiles files = LakeFiles.of(setup.lakeRoot(), hadoop);
        RawEntrance.open(files, setup, release);
        BatchWatch watch = new BatchWatch(setup.ingest().batchInterval(), failures);
        for (StreamConfig stream : setup.streams()) {
            HadoopSettings settings = HadoopSettings.of(hadoop);
            StreamTarget target = new StreamTarget(stream, setup.lakeRoot(), settings, watch, setup.clock());
            feeds.add(Feeds.of(target, setup, settings));
        }
        for (int i = 0; i < feeds.size(); i++) {
            feeds.get(i).recover();
            RawEntrance.removeLeftovers(files, setup.streams().get(i).name());
        }
        JavaSparkContext spark = shared.orElseGet(() -> ownContext(conf));
        refuseTooFewThreads(spark);
        streaming = new StreamingContext(
                spark.sc(),
                Durations.milliseconds(setup.ingest().batchInterval().toMillis()));
        streaming.addStreamingListener(watch);
        feeds.forEach(feed -> feed.attach(streaming));
        streaming.start();
        release.add("the streaming context", this::drain);
        LOG.info(
                "Ingesting streams={} lake={} master={} batchInterval={}",
                setup.streams().stream().map(StreamConfig::name).toList(),
                setup.lakeRoot(),
                spark.master(),
                setup.ingest().batchInterval());
    }

    private JavaSparkContext ownContext(SparkConf conf) {
        JavaSparkContext context = new JavaSparkContext(conf);
        release.add("the Spark context", context::stop);
        return context;
    }

    private void refuseTooFewThreads(JavaSparkContext spark) {
        int streams = setup.streams().size();
        LocalMaster.threads(spark.master(), Runtime.getRuntime().availableProcessors())
                .ifPresent(threads -> {
                    if (threads <= streams) {
                        throw new IllegalStateException("Cannot ingest " + streams + " stream(s) with the Spark master "
                                + spark.master() + ": each receiver keeps a thread, and none is left to write; use"
                                + " local[" + (streams + 1) + "] or more");
                    }
                });
    }

    /**
     * Waits until the service ends; what is left to do then is {@link #stop}.
     *
     * @throws IOException the failure that ended it, if one did
     */
    public void awaitTermination() throws IOException, InterruptedException {
        failures.await();
        throwFailure();
    }

    /** Lets {@link #awaitTermination} return. Does not wait; may be called by a signal. */
    public void requestStop() {
        failures.end();
    }

    /**
     * Drains and lets go of everything.
     *
     * @throws IOException if something that was received could not be committed, unless {@link #awaitTermination} has
     *     thrown that already
     */
    public void stop() throws IOException {
        failures.end();
        if (state.getAndSet(State.STOPPED) == State.RUNNING) {
            release.all();
            LOG.info(
                    "Stopped ingesting streams={}",
                    setup.streams().stream().map(StreamConfig::name).toList());
        }
        throwFailure();
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() throws IOException {
        stop();
    }

    /** Ends the receivers and the batches, and commits what they have left: it is in the spools, or in the sources. */
    private void drain() throws IOException {
        Duration limit = setup.ingest().batchInterval().plus(STOP_MARGIN);
        long deadline = System.nanoTime() + limit.minus(RELEASE_MARGIN).toNanos();
        Thread draining = new Thread(() -> streaming.stop(false, false), "drain");
        draining.setDaemon(true);
        draining.start();
        try {
            draining.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot drain ingest: interrupted. " + LEFT, e);
        }
        if (draining.isAlive()) {
            throw new IOException(
                    "Cannot drain ingest within " + limit.toSeconds() + " s: Spark does not end. " + LEFT);
        }
        for (Feed feed : feeds) {
            try {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                feed.drain(left.compareTo(SHORTEST_DRAIN) < 0 ? SHORTEST_DRAIN : left);
            } catch (IOException e) {
                throw new IOException("Cannot commit what was received last: " + e.getMessage() + ". " + LEFT, e);
            }
        }
    }

    private void throwFailure() throws IOException {
        Optional<IOException> failure = failures.take();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }
}

package weir.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;

import weir.replay.serve.FileLines;
import weir.replay.serve.LineSource;
import weir.replay.serve.Pace;
import weir.replay.serve.ServeOptions;
import weir.replay.serve.StreamServer;

/** A server on the loopback address that plays a file of tweets to each connection, as fast as the client reads. */
public final class Feed implements AutoCloseable {

    /** How much time a batch covers, for whoever receives. */
    public static final Duration BATCH_INTERVAL = Duration.ofSeconds(1);

    /** A client has to have keys; this server does not look at them. */
    static final String ANY_KEY = "any";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 50;

    private final StreamServer server;
    private final long messages;

    private Feed(StreamServer server, long messages) {
        this.server = server;
        this.messages = messages;
    }

    /** Begins to serve a file of lines. */
    public static Feed start(Path lines) throws IOException {
        long messages;
        try (Stream<String> all = Files.lines(lines)) {
            messages = all.count();
        }
        return start(new FileLines(List.of(lines)), messages);
    }

    /** Begins to serve so many lines. */
    public static Feed start(LineSource lines, long messages) throws IOException {
        return new Feed(StreamServer.start(lines, ServeOptions.defaults().withPace(Pace.MAX)), messages);
    }

    /** Where clients connect. */
    public URI baseUrl() {
        return server.baseUrl();
    }

    /** How many messages each connection is played. */
    public long messages() {
        return messages;
    }

    /**
     * Waits until all messages have arrived somewhere.
     *
     * @throws IOException if they have not after ten minutes
     */
    void await(Arrived arrived) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long now;
        while ((now = arrived.count()) < messages) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IOException(now + " of " + messages + " messages have arrived after " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /**
     * Waits until Spark runs nothing. A receiver ends seconds after its context was stopped, and has one of the processors until
     * then: whoever comes next would have none for its batches.
     *
     * @throws IOException if something runs after ten minutes
     */
    static void awaitIdle(SparkSession session) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (session.sparkContext().statusTracker().getActiveJobIds().length > 0) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IOException("Spark is not idle after " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** How many messages have arrived. */
    @FunctionalInterface
    interface Arrived {
        long count() throws IOException;
    }
}

package weir.ingest.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.ingest.feed.StreamTarget;

/**
 * Keeps an eye on the topics of a stream in a thread of its own, so that neither the making of batches nor the batches of
 * other streams wait for a broker. When the cluster does not answer, it asks again after 1, 2, 4 … 30 s, for ever.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final StreamTarget target;
    private final TopicReader reader;
    private final Duration every;
    private final Thread thread;

    private volatile Optional<TopicLook> newest = Optional.empty();
    private volatile boolean closed;
    private boolean answered;

    /**
     * @param every how long to wait between two looks
     */
    TopicWatch(StreamTarget target, TopicReader reader, Duration every) {
        this.target = target;
        this.reader = reader;
        this.every = every;
        this.thread = new Thread(this::run, "kafka-topics-" + target.stream().name());
        this.thread.setDaemon(true);
    }

    /** The topics as they were a moment ago; empty while the cluster does not answer. */
    Optional<TopicLook> newest() {
        return newest;
    }

    /**
     * Looks for the first time, in the thread of the caller.
     *
     * @return empty if the cluster does not answer, which may pass
     * @throws IOException if it is for a person to change something
     */
    Optional<TopicLook> first() throws IOException {
        try {
            newest = Optional.of(reader.look());
            answered = true;
        } catch (KafkaFailureException e) {
            if (e.lasting()) {
                reader.close();
                throw e;
            }
            LOG.warn("{}. Ingest goes on asking stream={}", e.getMessage(), name());
        }
        return newest;
    }

    /** Begins to look from time to time. */
    void start() {
        thread.start();
    }

    private void run() {
        Duration wait = every;
        while (!closed) {
            try {
                Thread.sleep(wait.toMillis());
                wait = look(wait);
            } catch (InterruptedException e) {
                break;
            }
        }
        reader.close();
    }

    /** Looks once. @return how long to wait then */
    private Duration look(Duration waited) throws InterruptedException {
        try {
            TopicLook look = reader.look();
            if (newest.isEmpty()) {
                LOG.info(
                        "Kafka answers stream={} partitions={}",
                        name(),
                        look.partitions().size());
            }
            newest = Optional.of(look);
            answered = true;
            return every;
        } catch (IOException e) {
            if (closed || Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return failed(e, newest.isPresent() ? Duration.ZERO : waited);
        } catch (RuntimeException e) {
            closed = true;
            target.log().fatal(new IOException("Cannot watch the topics of stream " + name() + ": " + e, e));
            return every;
        }
    }

    private Duration failed(IOException failure, Duration waited) {
        newest = Optional.empty();
        if (!answered && failure instanceof KafkaFailureException known && known.lasting()) {
            closed = true;
            target.log().fatal(failure);
            return every;
        }
        Duration next = waited.multipliedBy(2);
        Duration wait =
                next.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next;
        LOG.warn(
                "{}. Nothing is lost as long as Kafka keeps the messages; asking again in {} s stream={}",
                failure.getMessage(),
                wait.toSeconds(),
                name());
        return wait;
    }

    private String name() {
        return target.stream().name();
    }

    /** Ends the watch; does not wait for it. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

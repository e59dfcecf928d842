package weir.ingest.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.kafka010.OffsetRange;

/**
 * Reads the messages of ranges of offsets. Offsets without a message, such as those of aborted transactions or of what
 * compaction has removed, are passed over, also at the end of a range: it is over when the consumer's place is behind it.
 * Spark's own iterator waits there for a message until it gives up, and fails on every committed transaction, as the
 * transaction's end has an offset too.
 */
final class RangeReader {

    private static final Duration POLL = Duration.ofMillis(500);

    private final ClientSettings settings;
    private final Duration patience;

    /**
     * @param patience after which time without progress a read has failed
     */
    RangeReader(ClientSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * Hands on the messages of a range, in their order.
     *
     * @throws KafkaFailureException if they cannot be read to the end
     * @throws IOException if the taker throws one
     */
    void read(OffsetRange range, Taker taker) throws IOException {
        Consumer<byte[], byte[]> consumer = null;
        boolean whole = false;
        try {
            consumer = IdleConsumers.take(settings, range.topicPartition());
            read(consumer, range, taker);
            whole = true;
        } catch (KafkaException | IllegalStateException e) {
            throw KafkaFailureException.of(what(range, range.fromOffset()), e);
        } finally {
            if (whole) {
                IdleConsumers.give(settings, range.topicPartition(), consumer);
            } else if (consumer != null) {
                IdleConsumers.close(consumer);
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, OffsetRange range, Taker taker) throws IOException {
        TopicPartition partition = range.topicPartition();
        if (!consumer.assignment().contains(partition)) {
            consumer.assign(Set.of(partition));
            consumer.seek(partition, range.fromOffset());
        } else if (consumer.position(partition) != range.fromOffset()) {
            consumer.seek(partition, range.fromOffset());
        }
        long position = range.fromOffset();
        long moved = System.nanoTime();
        while (position < range.untilOffset()) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL).records(partition)) {
                if (message.offset() >= range.untilOffset()) {
                    consumer.seek(partition, range.untilOffset()); // the rest is for the next batch
                    return;
                }
                taker.take(message);
            }
            long reached = consumer.position(partition);
            if (reached > position) {
                position = reached;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                throw KafkaFailureException.stalled(
                        what(range, position) + ": nothing came for " + patience.toSeconds() + " s");
            }
        }
    }

    private String what(OffsetRange range, long offset) {
        return "Cannot read %s from offset %d to %d from Kafka at %s"
                .formatted(range.topicPartition(), offset, range.untilOffset(), settings.servers());
    }

    /** Is given messages. */
    @FunctionalInterface
    interface Taker {

        /** Takes one message. */
        void take(ConsumerRecord<byte[], byte[]> message) throws IOException;
    }
}

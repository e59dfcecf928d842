package weir.ingest.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumers of this process that nobody uses at the moment: the next batch of a partition finds one that is connected
 * and has read ahead. Of too many the one that was not used for longest is closed. Safe for threads.
 */
final class IdleConsumers {

    private static final int MOST = 64;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Map<Use, Consumer<byte[], byte[]>> IDLE = new LinkedHashMap<>();

    private IdleConsumers() {}

    /** A consumer that only the caller has. */
    static Consumer<byte[], byte[]> take(ClientSettings settings, TopicPartition partition) {
        Consumer<byte[], byte[]> idle;
        synchronized (IDLE) {
            idle = IDLE.remove(new Use(settings, partition));
        }
        return idle != null ? idle : new KafkaConsumer<>(settings.consumer());
    }

    /** Gives a consumer back that stands where the next range should begin. */
    static void give(ClientSettings settings, TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        List<Consumer<byte[], byte[]>> superfluous = new ArrayList<>();
        synchronized (IDLE) {
            Consumer<byte[], byte[]> other = IDLE.put(new Use(settings, partition), consumer);
            if (other != null) {
                superfluous.add(other);
            }
            if (IDLE.size() > MOST) {
                Use oldest = IDLE.keySet().iterator().next();
                superfluous.add(IDLE.remove(oldest));
            }
        }
        superfluous.forEach(IdleConsumers::close);
    }

    /** Closes those of a stream in this process. */
    static void closeAll(ClientSettings settings) {
        List<Consumer<byte[], byte[]>> closing = new ArrayList<>();
        synchronized (IDLE) {
            IDLE.entrySet().removeIf(idle -> idle.getKey().settings().equals(settings) && closing.add(idle.getValue()));
        }
        closing.forEach(IdleConsumers::close);
    }

    /** Closes a consumer; what goes wrong thereby does not matter, as it has nothing to save. */
    static void close(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CLOSING);
        } catch (KafkaException e) {
            // the connection is gone either way
        }
    }

    private record Use(ClientSettings settings, TopicPartition partition) {}
}

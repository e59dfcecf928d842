package weir.ingest.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.kafka010.ConsumerStrategy;

/**
 * What Spark's direct stream asks when it makes a batch: which partitions there are, and how far they go. It asks a
 * consumer, in the thread that makes the batches of all streams, and a consumer that waits for a broker, or throws, would
 * take the batches of all of them with it. This one asks nobody: it is assigned what {@link TopicWatch} has seen last,
 * new partitions too, it joins no group, so that nothing is ever taken from it, and it reads nothing.
 */
final class ToldTopics extends ConsumerStrategy<byte[], byte[]> {

    private final Map<String, Object> settings;
    private final Supplier<SortedMap<TopicPartition, Bounds>> seen;
    private final ToLongBiFunction<TopicPartition, Bounds> start;

    /**
     * @param settings of the consumers of the direct stream's RDD
     * @param seen the partitions as they were a moment ago; empty if nobody knows
     * @param start where the stream goes on, or begins, in a partition
     */
    ToldTopics(
            Map<String, Object> settings,
            Supplier<SortedMap<TopicPartition, Bounds>> seen,
            ToLongBiFunction<TopicPartition, Bounds> start) {
        this.settings = settings;
        this.seen = seen;
        this.start = start;
    }

    @Override
    public Map<String, Object> executorKafkaParams() {
        return settings;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> onStart(Map<TopicPartition, Long> current) {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Consumer.class}, new Answers());
    }

    /** The few questions that the direct stream has. Partitions never go away and never go back: Spark allows neither. */
    private final class Answers implements InvocationHandler {

        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private SortedMap<TopicPartition, Bounds> look = new TreeMap<>(TopicLook.ORDER);

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "poll" -> {
                    begin();
                    return ConsumerRecords.empty();
                }
                case "assignment" -> {
                    return Set.copyOf(positions.keySet());
                }
                case "seekToEnd" -> ((Collection<?>) arguments[0]).forEach(this::toEnd);
                case "position" -> {
                    return positions.get(arguments[0]);
                }
                case "pause", "seek", "close" -> {}
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        }

        private void begin() {
            look = seen.get();
            look.forEach((partition, bounds) ->
                    positions.computeIfAbsent(partition, unseen -> start.applyAsLong(unseen, bounds)));
        }

        private void toEnd(Object partition) {
            Bounds bounds = look.get(partition);
            if (bounds != null) {
                positions.merge((TopicPartition) partition, bounds.readable(), Math::max);
            }
        }
    }
}

package weir.ingest.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Asks a cluster what the topics of a stream hold. For one thread at a time. */
final class TopicReader implements AutoCloseable {

    private static final String OFFSETS = "offsets of its topics";
    private static final int PATIENCE_MILLIS = 5_000;

    private final ClientSettings settings;
    private final List<String> topics;
    private final Clock clock;
    private Admin admin;

    TopicReader(ClientSettings settings, List<String> topics, Clock clock) {
        this.settings = settings;
        this.topics = List.copyOf(topics);
        this.clock = clock;
    }

    /** Looks at the topics. @throws KafkaFailureException if that is not possible now */
    TopicLook look() throws IOException {
        try {
            Instant time = clock.instant();
            if (admin == null) {
                admin = Admin.create(settings.admin());
            }
            Map<String, TopicDescription> described = described();
            Set<TopicPartition> partitions = described.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toSet());
            return new TopicLook(time, identities(described), bounds(partitions));
        } catch (ExecutionException e) {
            throw KafkaFailureException.of(what(OFFSETS), e.getCause());
        } catch (KafkaException e) {
            throw KafkaFailureException.of(what(OFFSETS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException(what(OFFSETS) + ": interrupted").initCause(e);
        }
    }

    private String what(String asked) {
        return "Cannot ask Kafka at " + settings.servers() + " for the " + asked;
    }

    private Map<String, TopicDescription> described() throws IOException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                .topicNameValues();
        Map<String, TopicDescription> described = new HashMap<>();
        for (String topic : topics) {
            try {
                described.put(topic, answers.get(topic).get());
            } catch (ExecutionException e) {
                throw KafkaFailureException.of(what("topic " + topic), e.getCause());
            }
        }
        return described;
    }

    private static Map<String, String> identities(Map<String, TopicDescription> described) {
        Map<String, String> identities = new HashMap<>();
        described.forEach((name, topic) -> {
            if (topic.topicId() != null && !topic.topicId().equals(Uuid.ZERO_UUID)) {
                identities.put(name, topic.topicId().toString());
            }
        });
        return identities;
    }

    /** The three questions are asked at once. The beginning may move on before the end is known, never the other way. */
    private SortedMap<TopicPartition, Bounds> bounds(Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var beginnings = offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        var readables = offsets(partitions, OffsetSpec.latest(), settings.isolation());
        var ends = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        SortedMap<TopicPartition, Bounds> bounds = new TreeMap<>(TopicLook.ORDER);
        for (TopicPartition partition : partitions) {
            long readable = readables.get().get(partition).offset();
            bounds.put(
                    partition,
                    new Bounds(
                            beginnings.get().get(partition).offset(),
                            readable,
                            Math.max(readable, ends.get().get(partition).offset())));
        }
        return bounds;
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo>> offsets(
            Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        ListOffsetsOptions options = new ListOffsetsOptions(isolation);
        options.timeoutMs(PATIENCE_MILLIS);
        return admin.listOffsets(wanted, options).all();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }
}

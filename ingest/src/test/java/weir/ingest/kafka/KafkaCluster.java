package weir.ingest.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A broker of a test class, and what the tests do with it. */
final class KafkaCluster implements AutoCloseable {

    private final Path folder;
    private final KafkaBroker broker;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    private KafkaCluster(Path folder) {
        this.folder = folder;
        this.broker = KafkaBroker.start(folder);
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.servers()));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.servers(),
                        "enable.idempotence",
                        false,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static KafkaCluster start() throws IOException {
        return new KafkaCluster(Files.createTempDirectory("weir-kafka"));
    }

    KafkaBroker broker() {
        return broker;
    }

    void create(String topic, int partitions) throws Exception {
        while (true) {
            try {
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                        .all()
                        .get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // one that is being deleted
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    void grow(String topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    /** Deletes the messages of a partition before an offset, as retention does. */
    void expire(String topic, int partition, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    void send(String topic, int partition, List<String> values) throws Exception {
        send(producer, topic, partition, values);
    }

    static void send(Producer<byte[], byte[]> producer, String topic, int partition, List<String> values)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String value : values) {
            sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8))));
        }
        producer.flush();
        for (Future<RecordMetadata> message : sent) {
            message.get();
        }
    }

    void send(ProducerRecord<byte[], byte[]> message) throws Exception {
        producer.send(message).get();
    }

    /** A producer of transactions; to be closed. */
    Producer<byte[], byte[]> transactional(String id) {
        Producer<byte[], byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.servers(), "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        transactional.initTransactions();
        return transactional;
    }

    @Override
    public void close() throws IOException {
        try (Producer<byte[], byte[]> first = producer;
                Admin second = admin;
                KafkaBroker last = broker) {
            producer.flush();
        } catch (KafkaException e) {
            // the broker may be gone
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package weir.ingest.kafka;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import weir.lake.config.KafkaProperties;
import weir.lake.config.KafkaSourceConfig;

/**
 * How the Kafka clients of one stream connect; travels to executors. What is in it may be a credential, and is not in its
 * text.
 *
 * @param servers brokers to begin with, separated by commas
 * @param properties of Kafka's consumer, by name
 */
record ClientSettings(String servers, Map<String, String> properties) implements Serializable {

    ClientSettings {
        properties = Map.copyOf(properties);
    }

    /**
     * The settings of a stream. What the user has set wins over the two defaults: a group id that says whose client it
     * is, and that messages of transactions are read when these are committed.
     */
    static ClientSettings of(String stream, KafkaSourceConfig source) {
        Map<String, String> properties = new HashMap<>();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "weir-" + stream);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, text(IsolationLevel.READ_COMMITTED));
        properties.putAll(KafkaProperties.load(source).values());
        return new ClientSettings(String.join(",", source.bootstrapServers()), properties);
    }

    /** For a consumer that is told its offsets: Kafka keeps none for it. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** For consumers that the direct stream's RDD would make if it were read: no credential goes with it. */
    Map<String, Object> unread() {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.GROUP_ID_CONFIG,
                properties.get(ConsumerConfig.GROUP_ID_CONFIG));
    }

    /** For a client that asks for topics and offsets: those of the consumer's properties that it knows. */
    Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return settings;
    }

    /** Which messages of transactions are read. */
    IsolationLevel isolation() {
        return IsolationLevel.valueOf(
                properties.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG).strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "ClientSettings[" + servers + "]";
    }

    private static String text(IsolationLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}

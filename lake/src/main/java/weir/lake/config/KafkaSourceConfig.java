package weir.lake.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Topics of a Kafka cluster. It holds no credential: those stand in the properties file.
 *
 * @param bootstrapServers brokers to begin with, each {@code host:port}, at least one
 * @param topics what is read, at least one, each once
 * @param start where a topic begins that the lake has nothing of
 * @param line what of a message becomes a line
 * @param maxBatchMessages how many messages one microbatch holds at most, so that a backlog comes in steps
 * @param properties of Kafka's consumer by their full names, ordered by name, such as {@code security.protocol}
 * @param propertiesFile a Java properties file of mode 600 with more of them, credentials too
 */
public record KafkaSourceConfig(
        List<String> bootstrapServers,
        List<String> topics,
        KafkaStart start,
        KafkaLine line,
        long maxBatchMessages,
        Map<String, String> properties,
        Optional<Path> propertiesFile)
        implements SourceConfig {
    static final String TYPE = "kafka";

    private static final long STANDARD_BATCH = 200_000;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_TOPIC_LENGTH = 249;
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:/\\[\\]]+):([0-9]{1,5})");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]+");

    public KafkaSourceConfig {
        bootstrapServers = checkedServers(bootstrapServers);
        topics = checkedTopics(topics);
        checkedBatch(maxBatchMessages);
        properties = Collections.unmodifiableMap(new TreeMap<>(checkedProperties(properties)));
    }

    static Optional<KafkaSourceConfig> read(Section section) {
        List<String> servers = section.required("bootstrap-servers", Format.TEXTS, KafkaSourceConfig::checkedServers);
        List<String> topics = section.required("topics", Format.TEXTS, KafkaSourceConfig::checkedTopics);
        KafkaStart start =
                section.optional("start", Format.choice(KafkaStart.class), KafkaStart.EARLIEST, choice -> choice);
        KafkaLine line = section.optional("line", Format.choice(KafkaLine.class), KafkaLine.VALUE, choice -> choice);
        long batch =
                section.optional("max-batch-messages", Format.NUMBER, STANDARD_BATCH, KafkaSourceConfig::checkedBatch);
        Map<String, String> properties =
                section.optional("properties", Format.SETTINGS, Map.of(), KafkaSourceConfig::checkedProperties);
        Optional<Path> file = section.optional("properties-file", Format.PATH);
        return section.make(() -> new KafkaSourceConfig(servers, topics, start, line, batch, properties, file));
    }

    /** One text may name several servers, as Kafka spells it. */
    private static List<String> checkedServers(List<String> servers) {
        List<String> each = servers.stream()
                .flatMap(server -> Arrays.stream(server.split(",")))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .toList();
        if (each.isEmpty()) {
            throw new IllegalArgumentException("must name at least one broker as host:port");
        }
        each.forEach(KafkaSourceConfig::checkServer);
        return each;
    }

    private static void checkServer(String server) {
        if (server.contains("@")) {
            throw new IllegalArgumentException("must not carry a user or a password before the host");
        }
        var address = ADDRESS.matcher(server);
        if (!address.matches() || Integer.parseInt(address.group(2)) > MAX_PORT) {
            throw new IllegalArgumentException("a broker is host:port, but one is \"" + server + "\"");
        }
    }

    private static List<String> checkedTopics(List<String> topics) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("must name at least one topic");
        }
        for (String topic : topics) {
            boolean dots = topic.equals(".") || topic.equals("..");
            if (dots
                    || topic.length() > MAX_TOPIC_LENGTH
                    || !TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException(("a topic has 1 to %d letters, digits, dots, _ and -,"
                                + " but one is \"%s\"; patterns are not understood")
                        .formatted(MAX_TOPIC_LENGTH, topic));
            }
        }
        if (topics.stream().distinct().count() < topics.size()) {
            throw new IllegalArgumentException("names a topic twice: " + String.join(", ", topics));
        }
        return List.copyOf(topics);
    }

    private static long checkedBatch(long messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("must be at least 1, but is " + messages);
        }
        return messages;
    }

    private static Map<String, String> checkedProperties(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            KafkaProperties.refuseOwn(name);
            if (KafkaProperties.credential(name, value)) {
                throw new IllegalArgumentException(("\"%s\" looks like a credential, which does not belong into the"
                                + " configuration: write it into a file with mode 600 and name that file with"
                                + " properties-file")
                        .formatted(name));
            }
        });
        return properties;
    }
}

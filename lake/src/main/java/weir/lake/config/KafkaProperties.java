package weir.lake.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What Kafka's clients are told beside what Weir tells them: the properties of a source and those of its file. They may
 * hold credentials, which never are in the text of this object or of an exception.
 *
 * @param values by the names that Kafka has for them, ordered by name
 */
public record KafkaProperties(Map<String, String> values) {
    private static final Map<String, String> OWN = Map.of(
            "bootstrap.servers", "has a key of its own: bootstrap-servers",
            "auto.offset.reset",
                    "is not Kafka's to decide: the manifests say where to go on, and \"start\" where to begin",
            "enable.auto.commit", "is always false: offsets stand in the manifests and nowhere else",
            "allow.auto.create.topics", "is always false: who only reads makes no topic",
            "key.deserializer", "is chosen by \"line\"",
            "value.deserializer", "is chosen by \"line\"");

    public KafkaProperties {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * The properties of a source and those of its file.
     *
     * @throws ConfigException if the file cannot be read, if others than the owner may read it, or if it sets what is not
     *     its to set
     */
    public static KafkaProperties load(KafkaSourceConfig source) {
        Map<String, String> values = new TreeMap<>(source.properties());
        source.propertiesFile().ifPresent(file -> {
            PrivateFile.check(file, "properties file");
            add(file, parse(file), values);
        });
        return new KafkaProperties(values);
    }

    @Override
    public String toString() {
        return "KafkaProperties" + values.keySet();
    }

    /** Refuses a property that is not the user's to set. */
    static void refuseOwn(String name) {
        if (OWN.containsKey(name)) {
            throw new IllegalArgumentException("\"%s\" %s".formatted(name, OWN.get(name)));
        }
    }

    /** Whether a property is something that nobody else should see. */
    static boolean credential(String name, String value) {
        return Secrets.named(name)
                || Secrets.contained(value)
                || name.equals("ssl.keystore.key")
                || value.contains("PRIVATE KEY");
    }

    private static void add(Path file, Properties properties, Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        for (String name : new TreeMap<>(properties)
                .keySet().stream().map(String.class::cast).toList()) {
            try {
                refuseOwn(name);
            } catch (IllegalArgumentException e) {
                problems.add("%s: %s".formatted(file, e.getMessage()));
            }
            if (values.put(name, properties.getProperty(name)) != null) {
                problems.add("%s: \"%s\" stands in the configuration too".formatted(file, name));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("Cannot use the properties file", problems);
        }
    }

    private static Properties parse(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the properties file " + file, e);
        } catch (IllegalArgumentException e) { // its message may quote the file
            throw new ConfigException(
                    "Cannot read the properties file %s: a \\u is not followed by four hex digits".formatted(file));
        }
        return properties;
    }
}

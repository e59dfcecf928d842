package weir.lake.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Spark is told.
 *
 * @param master Spark's master URL
 * @param settings Spark's own settings by their full names, ordered by name; never a credential
 */
public record SparkConfig(String master, Map<String, String> settings) {
    private static final String PREFIX = "spark.";

    public SparkConfig {
        Format.checkedText(master);
        settings = checkedSettings(settings);
    }

    static Optional<SparkConfig> read(Section section) {
        String master = section.optional("master", Format.TEXT, "local[*]", Format::checkedText);
        Map<String, String> settings =
                section.optional("settings", Format.SETTINGS, Map.of(), SparkConfig::checkedSettings);
        return section.make(() -> new SparkConfig(master, settings));
    }

    private static Map<String, String> checkedSettings(Map<String, String> settings) {
        settings.forEach((key, value) -> {
            if (!key.startsWith(PREFIX)) {
                throw new IllegalArgumentException(
                        "Spark only reads settings whose names start with \"spark.\", and \"%s\" does not"
                                .formatted(key));
            }
            if (key.equals("spark.master")) {
                throw new IllegalArgumentException("\"spark.master\" has a key of its own: spark.master");
            }
            if (Secrets.named(key) || Secrets.contained(value)) {
                throw new IllegalArgumentException(("\"%s\" looks like a credential, and Spark shows its settings to"
                                + " anyone who opens its pages; give it through the environment or through a Hadoop"
                                + " credential provider")
                        .formatted(key));
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}

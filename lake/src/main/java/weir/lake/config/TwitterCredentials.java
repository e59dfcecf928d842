package weir.lake.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;

/**
 * The four keys of an OAuth 1.0a application and its user. They never are in the configuration, and never in the text
 * of this object or of an exception.
 */
public record TwitterCredentials(
        String consumerKey, String consumerSecret, String accessToken, String accessTokenSecret) {
    private static final List<String> KEYS =
            List.of("consumer-key", "consumer-secret", "access-token", "access-token-secret");
    private static final String VARIABLE_PREFIX = "WEIR_TWITTER_";

    public TwitterCredentials {
        Format.checkedText(consumerKey);
        Format.checkedText(consumerSecret);
        Format.checkedText(accessToken);
        Format.checkedText(accessTokenSecret);
    }

    /**
     * Reads the keys from a file, or, without a file, from the variables WEIR_TWITTER_CONSUMER_KEY,
     * WEIR_TWITTER_CONSUMER_SECRET, WEIR_TWITTER_ACCESS_TOKEN and WEIR_TWITTER_ACCESS_TOKEN_SECRET.
     *
     * @param file HOCON or properties with consumer-key, consumer-secret, access-token and access-token-secret
     * @param environment the variables of the process
     * @throws ConfigException if one is missing, with all that are, or if others than the owner may read the file
     */
    public static TwitterCredentials load(Optional<Path> file, Map<String, String> environment) {
        return file.isPresent() ? fromFile(file.get()) : fromEnvironment(environment);
    }

    @Override
    public String toString() {
        return "TwitterCredentials[REDACTED]";
    }

    /** What to say of a credential that stands in the configuration; without its value. */
    static String whereItBelongs(String key) {
        return KEYS.contains(key)
                ? "a credential does not belong into the configuration: set the environment variable %s,"
                                .formatted(variable(key))
                        + " or write it into a file with mode 600 and name that file with credentials-file"
                : "a credential does not belong into the configuration: give it through the environment,"
                        + " or through a file with mode 600";
    }

    private static TwitterCredentials fromEnvironment(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        for (String key : KEYS) {
            if (environment.getOrDefault(variable(key), "").isBlank()) {
                problems.add("set the environment variable %s, or name a file with credentials-file"
                        .formatted(variable(key)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("Cannot sign in to Twitter, credentials are missing", problems);
        }
        return of(key -> environment.get(variable(key)));
    }

    private static TwitterCredentials fromFile(Path file) {
        PrivateFile.check(file, "credentials file");
        Config config = parse(file);
        List<String> problems = new ArrayList<>();
        for (String key : KEYS) {
            if (!hasText(config, key)) {
                problems.add("%s: %s is missing".formatted(file, key));
            }
        }
        for (String key : config.root().keySet().stream().sorted().toList()) {
            if (!KEYS.contains(key)) {
                problems.add("%s: unknown key %s%s".formatted(file, key, Suggestions.hint(key, KEYS, "known keys")));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("Cannot use the credentials file", problems);
        }
        return of(config::getString);
    }

    private static boolean hasText(Config config, String key) {
        return config.hasPath(key)
                && config.getValue(key).valueType() != ConfigValueType.OBJECT
                && config.getValue(key).valueType() != ConfigValueType.LIST
                && !config.getString(key).isBlank();
    }

    /** The library's exceptions quote what they stumble over, so neither they nor their messages are passed on. */
    private static Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(file.toFile());
        } catch (com.typesafe.config.ConfigException e) {
            int line = e.origin() == null ? -1 : e.origin().lineNumber();
            throw new ConfigException(
                    "Cannot read the credentials file %s: line %d is not key = value; put the value in quotes"
                            .formatted(file, line));
        }
    }

    private static TwitterCredentials of(UnaryOperator<String> value) {
        return new TwitterCredentials(
                value.apply(KEYS.get(0)), value.apply(KEYS.get(1)), value.apply(KEYS.get(2)), value.apply(KEYS.get(3)));
    }

    private static String variable(String key) {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

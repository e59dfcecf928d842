package weir.lake.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;

/** What {@code -D key=value} sets: the value as it is, or HOCON if it starts like a list, an object or a quoted text. */
final class Overrides {
    private static final String SETTINGS = "spark.settings.";

    private Overrides() {}

    static Config parse(Map<String, String> overrides) {
        Config config = ConfigFactory.empty(Place.OVERRIDE);
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            try {
                config = config.withValue(path(override.getKey()), value(override.getValue()));
            } catch (com.typesafe.config.ConfigException e) {
                problems.add("%s %s: %s".formatted(Place.OVERRIDE, override.getKey(), Hocon.reason(e)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("Cannot use the options", problems);
        }
        return config;
    }

    /** Names of Spark settings contain dots, which need no quotes here. */
    private static String path(String key) {
        if (key.startsWith(SETTINGS) && key.indexOf('"') < 0) {
            return SETTINGS + ConfigUtil.quoteString(key.substring(SETTINGS.length()));
        }
        return key;
    }

    private static ConfigValue value(String text) {
        if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
            return ConfigFactory.parseString(
                            "value = " + text, ConfigParseOptions.defaults().setOriginDescription(Place.OVERRIDE))
                    .getValue("value");
        }
        return ConfigValueFactory.fromAnyRef(text, Place.OVERRIDE);
    }
}

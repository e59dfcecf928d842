package weir.lake.config;

import java.util.Map;
import java.util.TreeMap;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;

/** Settings of Spark or Kafka, whose names contain dots: in quotes, or as HOCON objects, which comes to the same. */
final class DottedSettings {
    private DottedSettings() {}

    static Map<String, String> parse(ConfigValue value) {
        if (!(value instanceof ConfigObject object)) {
            throw new IllegalArgumentException("must be an object of settings { \"some.name\" = value }");
        }
        Map<String, ConfigValue> settings = new TreeMap<>();
        collect("", object, settings);
        Map<String, String> texts = new TreeMap<>();
        settings.forEach((name, setting) -> texts.put(name, textOf(name, setting)));
        return texts;
    }

    private static void collect(String prefix, ConfigObject object, Map<String, ConfigValue> settings) {
        object.forEach((key, value) -> {
            String name = prefix.isEmpty() ? key : prefix + "." + key;
            if (value instanceof ConfigObject nested) {
                collect(name, nested, settings);
            } else {
                settings.merge(name, value, (one, other) -> overriding(name, one, other));
            }
        });
    }

    private static ConfigValue overriding(String name, ConfigValue one, ConfigValue other) {
        boolean oneOverrides = Place.of(one).overriding();
        if (oneOverrides == Place.of(other).overriding()) {
            throw new IllegalArgumentException("\"%s\" is set twice".formatted(name));
        }
        return oneOverrides ? one : other;
    }

    private static String textOf(String name, ConfigValue value) {
        try {
            return Format.text(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"%s\" %s".formatted(name, e.getMessage()), e);
        }
    }
}

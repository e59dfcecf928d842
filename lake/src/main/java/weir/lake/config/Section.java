package weir.lake.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;

/**
 * One object of the configuration while it is read. Whatever is asked for is recorded, whatever is wrong becomes a
 * problem; nothing is thrown.
 */
final class Section {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private final String path;
    private final ConfigObject values;
    private final Reading reading;

    Section(String path, ConfigObject values, Reading reading) {
        this.path = path;
        this.values = values;
        this.reading = reading;
    }

    /** The object under a key; an empty one if there is none. */
    Section section(String key) {
        String child = child(path, key);
        reading.askedSection(child);
        return new Section(child, objectAt(child, values.get(key)), reading);
    }

    /** The objects in this one, each under a name of the user's choice, ordered by name. */
    Map<String, Section> children() {
        Map<String, Section> children = new TreeMap<>();
        values.keySet().forEach(name -> children.put(name, section(name)));
        return children;
    }

    /**
     * A value that has a default.
     *
     * @param check returns the value as it is to be used, or throws {@link IllegalArgumentException}
     */
    <T> T optional(String key, Format<T> format, T fallback, UnaryOperator<T> check) {
        T value = read(key, format, check).orElse(fallback);
        reading.asked(child(path, key), format.print(value));
        return value;
    }

    /** A value that may be left out. */
    <T> Optional<T> optional(String key, Format<T> format) {
        Optional<T> value = read(key, format, UnaryOperator.identity());
        reading.asked(child(path, key), value.map(format::print).orElse("null"));
        return value;
    }

    /** A value without a default: null if it is missing or wrong, which is then a problem. */
    <T> T required(String key, Format<T> format, UnaryOperator<T> check) {
        if (absent(key)) {
            reading.problem(values, child(path, key), "is missing, and it has no default");
        }
        T value = read(key, format, check).orElse(null);
        reading.asked(child(path, key), value == null ? "" : format.print(value));
        return value;
    }

    /** Tries a condition on the section as a whole. */
    void check(Runnable condition) {
        try {
            condition.run();
        } catch (IllegalArgumentException e) {
            reading.problem(values, path, e.getMessage());
        }
    }

    /** Makes what was read into a value, unless something in this section was wrong. */
    <T> Optional<T> make(Supplier<T> maker) {
        if (reading.problemUnder(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            reading.problem(values, path, e.getMessage());
            return Optional.empty();
        }
    }

    /** Accepts every key of this section, because nobody knows which ones it has. */
    void leaveUnread() {
        values.keySet().forEach(key -> {
            if (!Secrets.key(key)) {
                reading.asked(child(path, key), "");
            }
        });
    }

    static String child(String path, String key) {
        String step = PLAIN_KEY.matcher(key).matches() ? key : ConfigUtil.quoteString(key);
        return path.isEmpty() ? step : path + "." + step;
    }

    private <T> Optional<T> read(String key, Format<T> format, UnaryOperator<T> check) {
        if (absent(key)) {
            return Optional.empty();
        }
        ConfigValue value = values.get(key);
        try {
            return Optional.of(check.apply(format.parse().apply(value)));
        } catch (IllegalArgumentException e) {
            reading.problem(value, child(path, key), e.getMessage());
            return Optional.empty();
        }
    }

    private boolean absent(String key) {
        ConfigValue value = values.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL;
    }

    private ConfigObject objectAt(String child, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            return object;
        }
        if (value != null && value.valueType() != ConfigValueType.NULL) {
            reading.problem(value, child, "must be an object { … }, but is a single value or a list");
        }
        return ConfigFactory.empty().root();
    }
}

package weir.lake.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;

/**
 * How values of one type are spelt.
 *
 * @param parse throws {@link IllegalArgumentException} with the reason if the value is none
 * @param print gives a spelling that {@code parse} understands
 */
record Format<T>(Function<ConfigValue, T> parse, Function<T, String> print) {
    static final Format<String> TEXT = new Format<>(Format::text, text -> text);
    static final Format<Long> NUMBER = new Format<>(Format::number, String::valueOf);
    static final Format<Boolean> FLAG = new Format<>(Format::flag, String::valueOf);
    static final Format<Integer> INTEGER = new Format<>(Format::integer, String::valueOf);
    static final Format<Duration> DURATION = new Format<>(value -> Quantities.duration(text(value)), Quantities::print);
    static final Format<Long> BYTES = new Format<>(value -> Quantities.bytes(text(value)), Quantities::print);
    static final Format<Path> PATH = new Format<>(Place::path, Path::toString);
    static final Format<String> LOCATION = new Format<>(
            value -> hasScheme(text(value)) ? text(value) : Place.path(value).toString(), text -> text);
    static final Format<List<String>> TEXTS = new Format<>(value -> each(value, Format::text), Format::json);
    static final Format<List<Long>> NUMBERS = new Format<>(value -> each(value, Format::number), Format::json);
    static final Format<List<BoundingBox>> BOXES = new Format<>(
            value -> each(value, box -> BoundingBox.of(each(box, Format::decimal))),
            boxes -> json(boxes.stream()
                    .map(box -> List.of(box.west(), box.south(), box.east(), box.north()))
                    .toList()));
    static final Format<Map<String, String>> SETTINGS = new Format<>(DottedSettings::parse, Format::json);

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    static <E extends Enum<E>> Format<E> choice(Class<E> type) {
        return new Format<>(value -> constant(text(value), type), Format::lowerCase);
    }

    String print(T value) {
        return print.apply(value);
    }

    static String text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING -> (String) value.unwrapped();
            case NUMBER, BOOLEAN -> value.render(ConfigRenderOptions.concise());
            case LIST -> throw new IllegalArgumentException("must be one value, but is a list");
            case OBJECT -> throw new IllegalArgumentException("must be one value, but is an object");
            case NULL -> throw new IllegalArgumentException("must be one value, but is null");
        };
    }

    static boolean hasScheme(String location) {
        return SCHEME.matcher(location).matches();
    }

    static String checkedText(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }

    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(("the name becomes a folder: it must be made of a-z, 0-9 and _ and start"
                            + " with a letter, but is \"%s\"")
                    .formatted(name));
        }
        return name;
    }

    static Duration checkedPositive(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("must be above 0, but is " + DURATION.print(duration));
        }
        return duration;
    }

    static long checkedPositive(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("must be above 0, but is " + BYTES.print(bytes));
        }
        return bytes;
    }

    private static boolean flag(ConfigValue value) {
        return switch (text(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, but is \"" + text(value) + "\"");
        };
    }

    private static long number(ConfigValue value) {
        String text = text(value);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number", e);
        }
    }

    private static int integer(ConfigValue value) {
        long number = number(value);
        if (number != (int) number) {
            throw new IllegalArgumentException("%d is too large; the limit is %d".formatted(number, Integer.MAX_VALUE));
        }
        return (int) number;
    }

    private static double decimal(ConfigValue value) {
        String text = text(value);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no number", e);
        }
    }

    /** A single value stands for a list of one. */
    private static <T> List<T> each(ConfigValue value, Function<ConfigValue, T> parse) {
        return value.valueType() == ConfigValueType.LIST
                ? ((ConfigList) value).stream().map(parse).toList()
                : List.of(parse.apply(value));
    }

    private static <E extends Enum<E>> E constant(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> lowerCase(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be %s, but is \"%s\""
                        .formatted(
                                Arrays.stream(type.getEnumConstants())
                                        .map(Format::lowerCase)
                                        .collect(Collectors.joining(" or ")),
                                text)));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Object value) {
        return ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
    }
}

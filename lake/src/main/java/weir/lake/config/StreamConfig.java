package weir.lake.config;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import weir.lake.StreamSpec;
import weir.lake.raw.Capture;

/**
 * A stream: what its messages are, where they come from, and how much of them is kept.
 *
 * @param spec name, schema, key, event time and filter
 * @param source where the messages come from
 * @param capture which lines the raw zone keeps
 * @param rateLimit messages a second that are taken in at most; 0 is no limit
 */
public record StreamConfig(StreamSpec spec, SourceConfig source, Capture capture, long rateLimit) {
    private static final SortedMap<String, Function<Section, Optional<? extends SourceConfig>>> SOURCES =
            new TreeMap<>(Map.of(
                    FilesSourceConfig.TYPE, FilesSourceConfig::read,
                    KafkaSourceConfig.TYPE, KafkaSourceConfig::read,
                    TwitterSourceConfig.TYPE, TwitterSourceConfig::read));

    public StreamConfig {
        checkedRateLimit(rateLimit);
    }

    /** The stream's name, which is also its folder in the lake. */
    public String name() {
        return spec.name();
    }

    static Optional<StreamConfig> read(String name, Section section) {
        Optional<StreamSpec> spec = new StreamSpecReader(name, section).read();
        Optional<? extends SourceConfig> source = readSource(section.section("source"));
        Capture capture = section.optional("capture", Format.choice(Capture.class), Capture.ALL, choice -> choice);
        long rateLimit = section.optional("rate-limit", Format.NUMBER, 0L, StreamConfig::checkedRateLimit);
        return section.make(() -> new StreamConfig(spec.orElseThrow(), source.orElseThrow(), capture, rateLimit));
    }

    private static Optional<? extends SourceConfig> readSource(Section section) {
        String type = section.required("type", Format.TEXT, StreamConfig::checkedType);
        if (type == null) {
            section.leaveUnread();
            return Optional.empty();
        }
        return SOURCES.get(type).apply(section);
    }

    private static String checkedType(String type) {
        if (!SOURCES.containsKey(type)) {
            throw new IllegalArgumentException(
                    "must be %s, but is \"%s\"".formatted(String.join(" or ", SOURCES.keySet()), type));
        }
        return type;
    }

    private static long checkedRateLimit(long rateLimit) {
        if (rateLimit < 0) {
            throw new IllegalArgumentException(
                    "is in messages a second, 0 for no limit, and cannot be %d".formatted(rateLimit));
        }
        return rateLimit;
    }
}

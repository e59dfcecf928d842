package weir.lake.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import weir.lake.files.OwnFolders;

/**
 * The whole configuration, checked. It holds no credential.
 *
 * @param lake where the lake is
 * @param spark what Spark is told
 * @param ingest how messages travel into the raw zone
 * @param compaction when and how much is merged
 * @param serve where the replay server listens
 * @param streams by name, in the order of the names
 * @param reports by name, in the order of the names
 * @param values every key with the value in effect, as a file would spell it, in the order of the keys
 */
public record WeirConfig(
        LakeConfig lake,
        SparkConfig spark,
        IngestConfig ingest,
        CompactionConfig compaction,
        ServeConfig serve,
        Map<String, StreamConfig> streams,
        Map<String, ReportConfig> reports,
        SortedMap<String, String> values) {
    public WeirConfig {
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Reads a file and the overrides that stand above it.
     *
     * <p>A relative path is relative to the folder of the file it is written in; in an override, to the working
     * directory. An override's value is taken as it is, unless it starts with <code>[</code>, <code>{</code> or
     * <code>"</code>: then it is HOCON.
     *
     * @param file the configuration in HOCON
     * @param overrides values by key
     * @throws ConfigException with every problem found, if the file cannot be read or a value cannot be used
     */
    public static WeirConfig load(Path file, Map<String, String> overrides) {
        Reading reading = Reading.of(file, overrides);
        Section root = reading.root();
        Optional<LakeConfig> lake = LakeConfig.read(root.section("lake"));
        Optional<SparkConfig> spark = SparkConfig.read(root.section("spark"));
        Optional<IngestConfig> ingest = IngestConfig.read(root.section("ingest"));
        Optional<CompactionConfig> compaction = CompactionConfig.read(root.section("compaction"));
        Optional<ServeConfig> serve = ServeConfig.read(root.section("serve"));

        Map<String, StreamConfig> streams = new TreeMap<>();
        Map<String, Section> streamSections = root.section("streams").children();
        streamSections.forEach(
                (name, section) -> StreamConfig.read(name, section).ifPresent(stream -> streams.put(name, stream)));
        if (lake.isPresent() && ingest.isPresent()) {
            OwnFolders own =
                    OwnFolders.of(lake.get().root(), ingest.get().spool().root());
            streams.forEach((name, stream) -> checkInput(streamSections.get(name), stream, own));
        }
        Map<String, ReportConfig> reports = new TreeMap<>();
        root.section("reports").children().forEach((name, section) -> ReportConfig.read(
                        name, section, streamSections.keySet(), streams)
                .ifPresent(report -> reports.put(name, report)));

        reading.finish();
        return new WeirConfig(
                lake.orElseThrow(),
                spark.orElseThrow(),
                ingest.orElseThrow(),
                compaction.orElseThrow(),
                serve.orElseThrow(),
                streams,
                reports,
                reading.values());
    }

    private static void checkInput(Section section, StreamConfig stream, OwnFolders own) {
        if (stream.source() instanceof FilesSourceConfig files) {
            section.section("source").check(() -> files.checkOutside(own));
        }
    }

    /**
     * The stream of that name.
     *
     * @throws ConfigException if there is none, with the names there are
     */
    public StreamConfig stream(String name) {
        return named("stream", name, streams);
    }

    /**
     * The report of that name.
     *
     * @throws ConfigException if there is none, with the names there are
     */
    public ReportConfig report(String name) {
        return named("report", name, reports);
    }

    /** Every key with the value in effect, one {@code key = value} a line, sorted. */
    public String effective() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static <T> T named(String kind, String name, Map<String, T> known) {
        T found = known.get(name);
        if (found == null) {
            throw new ConfigException("Cannot find %s \"%s\"%s"
                    .formatted(kind, name, Suggestions.hint(name, known.keySet(), "configured " + kind + "s")));
        }
        return found;
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** A lake in a folder of a test, with a configuration beside it. Another one on the same folder sees the same lake. */
record TestLake(Path folder, List<StreamSpec> specs, String reports) {

    TestLake {
        specs = List.copyOf(specs);
    }

    static TestLake of(Path folder, StreamSpec... specs) {
        return new TestLake(folder, List.of(specs), "");
    }

    /** @param text the section {@code reports} of the configuration */
    TestLake withReports(String text) {
        return new TestLake(folder, specs, text);
    }

    Path root() {
        return folder.resolve("lake");
    }

    Path path(String path) {
        return root().resolve(path);
    }

    LakeFiles files() {
        return LakeFiles.of(root().toString());
    }

    /** Writes the configuration and says where it is. */
    Path configFile() throws IOException {
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder("lake.root = lake\n");
        for (StreamSpec spec : specs) {
            Files.writeString(
                    folder.resolve(spec.name() + ".conf"), spec.schema().text());
            text.append(
                    """
                    streams.%s { source.type = twitter, schema = %s.conf, key = [%s], event-time = %s, filter = %s }
                    """
                            .formatted(
                                    spec.name(),
                                    spec.name(),
                                    String.join(", ", spec.key()),
                                    spec.eventTime(),
                                    new ObjectMapper().writeValueAsString(spec.filter())));
        }
        return Files.writeString(folder.resolve("weir.conf"), text.append(reports));
    }

    /** @param overrides such as {@code compaction.plan.max-microbatches=2} */
    WeirConfig config(String... overrides) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(overrides).map(text -> text.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        return WeirConfig.load(configFile(), values);
    }

    /** Opens the lake's compaction, does what is due, and closes it. */
    Outcome compact(SparkSession spark, String... overrides) throws IOException {
        try (CompactionService service = CompactionService.open(config(overrides), List.of(), () -> spark)) {
            return service.compact();
        }
    }

    /** Commits a microbatch of the only stream. */
    Manifest commit(String time, List<byte[]> lines) throws IOException {
        return Lines.commit(files(), specs.get(0), Instant.parse(time).toEpochMilli(), lines);
    }

    /** Commits a microbatch of the only stream whose parts are these bytes. */
    Manifest commitParts(String time, List<byte[]> parts) throws IOException {
        Microbatch microbatch =
                new Microbatch(specs.get(0).name(), Instant.parse(time).toEpochMilli());
        return Lines.commitParts(files(), microbatch, parts);
    }

    Dataset<Row> table(SparkSession spark, String stream) {
        return spark.read().format("delta").load(files().uri("tables/" + stream));
    }

    /** The files below a path of the lake, sorted; none if it is not there. */
    List<String> tree(String path) throws IOException {
        if (!Files.exists(path(path))) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(path(path))) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

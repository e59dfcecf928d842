package weir.ingest.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

import weir.ingest.IngestService;
import weir.ingest.IngestSetup;
import weir.ingest.twitter.Backoff;
import weir.lake.StreamSpec;
import weir.lake.config.IngestConfig;
import weir.lake.config.KafkaLine;
import weir.lake.config.KafkaSourceConfig;
import weir.lake.config.KafkaStart;
import weir.lake.config.SparkConfig;
import weir.lake.config.SpoolConfig;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Capture;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;
import weir.lake.schema.Schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** A lake that a stream of one topic is captured into. */
record KafkaLake(Path root, KafkaSourceConfig source, Schema schema) {

    static final String STREAM = "events";

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Schema SCHEMA = Schema.parse(
            "format = 1, columns = [{ name = id, type = bigint }, { name = created_at, type = timestamp }]", "events");

    static KafkaLake of(Path root, String servers, String topic) {
        KafkaSourceConfig source = new KafkaSourceConfig(
                List.of(servers),
                List.of(topic),
                KafkaStart.EARLIEST,
                KafkaLine.VALUE,
                1000,
                Map.of(),
                Optional.empty());
        return new KafkaLake(root, source, SCHEMA);
    }

    /** A Spark context for the services of a test class. */
    static JavaSparkContext spark() {
        return new JavaSparkContext(new SparkConf()
                .setMaster("local[3]")
                .setAppName("kafka tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.streaming.kafka.consumer.poll.ms", "1000")); // of Spark's own reader
    }

    KafkaLake with(KafkaStart start) {
        return with(start, source.line(), source.maxBatchMessages(), source.propertiesFile());
    }

    KafkaLake with(long maxBatchMessages) {
        return with(source.start(), source.line(), maxBatchMessages, source.propertiesFile());
    }

    KafkaLake with(Path propertiesFile) {
        return with(source.start(), source.line(), source.maxBatchMessages(), Optional.of(propertiesFile));
    }

    KafkaLake withRecords(String schema) {
        KafkaLake changed = with(source.start(), KafkaLine.RECORD, source.maxBatchMessages(), source.propertiesFile());
        return new KafkaLake(root, changed.source, Schema.parse(schema, "records"));
    }

    private KafkaLake with(KafkaStart start, KafkaLine line, long maxBatchMessages, Optional<Path> file) {
        return new KafkaLake(
                root,
                new KafkaSourceConfig(
                        source.bootstrapServers(),
                        source.topics(),
                        start,
                        line,
                        maxBatchMessages,
                        source.properties(),
                        file),
                schema);
    }

    StreamSpec spec() {
        return new StreamSpec(STREAM, schema, List.of("id"), "created_at", "true");
    }

    /** A service that has started. */
    IngestService start(JavaSparkContext spark) throws IOException {
        IngestService service = IngestService.on(
                spark,
                new IngestSetup(
                        root.toString(),
                        new SparkConfig("local[3]", Map.of()),
                        new IngestConfig(INTERVAL, 16 << 10, Duration.ofMillis(100), SpoolConfig.STANDARD),
                        List.of(new StreamConfig(spec(), source, Capture.ALL, 0)),
                        Backoff.TWITTER,
                        Map.of(),
                        Clock.systemUTC()));
        service.start();
        return service;
    }

    /** Captures until so many lines are there, and stops. */
    void capture(JavaSparkContext spark, int lines) throws Exception {
        try (IngestService service = start(spark)) {
            awaitLines(lines);
        }
    }

    void awaitLines(int count) throws InterruptedException {
        await(() -> received() >= count);
    }

    long received() {
        return manifests().stream()
                .mapToLong(manifest -> manifest.counts().received())
                .sum();
    }

    RawZone zone() {
        return new RawZone(LakeFiles.of(root.toString()), STREAM);
    }

    List<Manifest> manifests() {
        try {
            List<Manifest> manifests = new ArrayList<>();
            for (Microbatch microbatch : zone().committed()) {
                manifests.add(zone().manifest(microbatch));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Position.Offsets position(Manifest manifest) {
        return (Position.Offsets) manifest.position().orElseThrow();
    }

    List<Gap> gaps() {
        return manifests().stream()
                .flatMap(manifest -> manifest.gaps().stream())
                .toList();
    }

    /** All lines, a byte a character. */
    List<String> lines() {
        return manifests().stream()
                .flatMap(manifest -> manifest.parts().stream().flatMap(part -> lines(manifest, part).stream()))
                .toList();
    }

    List<String> lines(Manifest manifest, Part part) {
        try {
            Path file = root.resolve(manifest.microbatch().path(part.name()));
            String text = Files.readString(file, ISO_8859_1);
            assertThat(text).endsWith("\n");
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Values that are JSON objects with ids from {@code from} on. */
    static List<String> values(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(id -> "{\"id\": " + id + ",\"created_at\" :\"2026-11-22T10:00:00Z\"}")
                .toList();
    }

    /** Waits until something is so; fails when that takes too long. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}

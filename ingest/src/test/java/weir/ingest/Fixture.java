package weir.ingest;

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

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

import weir.ingest.twitter.Backoff;
import weir.lake.StreamSpec;
import weir.lake.config.IngestConfig;
import weir.lake.config.SparkConfig;
import weir.lake.config.SpoolConfig;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.files.LakeFiles;
import weir.lake.intake.SpoolLimits;
import weir.lake.raw.Capture;
import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.RawZone;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Setups, messages, and what became of them in a lake. */
final class Fixture {

    static final Map<String, String> KEYS = Map.of(
            "WEIR_TWITTER_CONSUMER_KEY", "ck",
            "WEIR_TWITTER_CONSUMER_SECRET", "cs",
            "WEIR_TWITTER_ACCESS_TOKEN", "at",
            "WEIR_TWITTER_ACCESS_TOKEN_SECRET", "as");
    static final String STREAM = "tweets";
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Fixture() {}

    static StreamConfig stream(String name, String baseUrl, List<String> track) {
        return stream(name, baseUrl, track, TwitterReceiverKind.BAHIR);
    }

    static StreamConfig stream(String name, String baseUrl, List<String> track, TwitterReceiverKind receiver) {
        TwitterSourceConfig source = new TwitterSourceConfig(
                receiver,
                false,
                baseUrl,
                track,
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(90),
                Duration.ofSeconds(5),
                Optional.empty());
        return new StreamConfig(
                new StreamSpec(name, schema(), List.of("id"), "created_at", "lang = 'es'"), source, Capture.ALL, 0);
    }

    /** A service that reads a server. */
    static IngestService with(TwitterReceiverKind receiver, JavaSparkContext spark, Path lake, ScriptedServer server) {
        return IngestService.on(spark, setup(lake, stream(STREAM, server.baseUrl(), List.of(), receiver)));
    }

    /** A service that reads a server with our own receiver. */
    static IngestService raw(
            JavaSparkContext spark, Path lake, ScriptedServer server, boolean delimited, Duration readTimeout) {
        StreamConfig stream = stream(STREAM, server.baseUrl(), List.of(), TwitterReceiverKind.RAW);
        TwitterSourceConfig source = (TwitterSourceConfig) stream.source();
        TwitterSourceConfig changed = new TwitterSourceConfig(
                source.receiver(),
                delimited,
                source.baseUrl(),
                source.track(),
                source.follow(),
                source.locations(),
                source.languages(),
                readTimeout,
                source.connectTimeout(),
                source.credentialsFile());
        return IngestService.on(
                spark, setup(lake, new StreamConfig(stream.spec(), changed, stream.capture(), stream.rateLimit())));
    }

    static IngestSetup setup(Path lake, StreamConfig... streams) {
        return new IngestSetup(
                lake.toString(),
                new SparkConfig("local[1]", Map.of()),
                new IngestConfig(INTERVAL, 16 << 10, Duration.ofMillis(100), SpoolConfig.STANDARD),
                List.of(streams),
                Backoff.TWITTER.dividedBy(1000),
                KEYS,
                Clock.systemUTC());
    }

    /** A setup with our own receiver and a spool of 64 KiB. */
    static IngestSetup narrow(Path lake, ScriptedServer server) {
        IngestSetup wide = setup(lake, stream(STREAM, server.baseUrl(), List.of(), TwitterReceiverKind.RAW));
        SpoolConfig spool = new SpoolConfig(Optional.empty(), new SpoolLimits(64 << 10, 0));
        return new IngestSetup(
                wide.lakeRoot(),
                wide.spark(),
                new IngestConfig(INTERVAL, 4 << 10, Duration.ofMillis(100), spool),
                wide.streams(),
                wide.backoff(),
                wide.environment(),
                wide.clock());
    }

    static IngestSetup setup(Path lake, ScriptedServer server) {
        return setup(lake, stream(STREAM, server.baseUrl(), List.of()));
    }

    /** A Spark context for several services of a test class. */
    static SparkConf sharedSpark() {
        return new SparkConf()
                .setMaster("local[3]")
                .setAppName("ingest tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1");
    }

    static String status(long id) {
        return "{\"created_at\":\"Sat Jul 07 12:06:26 +0000 2018\",\"id\":" + id
                + ",\"text\":\"message\",\"lang\":\"es\",\"unknown\":{\"member\":[1,null,true]}}";
    }

    static List<String> statuses(int from, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            lines.add(status(i));
        }
        return lines;
    }

    static RawZone zone(Path lake) {
        return new RawZone(LakeFiles.of(lake.toString()), STREAM);
    }

    /** The sums of the counts of all manifests. */
    static Counts counts(Path lake) {
        return manifests(lake).stream().map(Manifest::counts).reduce(Counts.NOTHING, Counts::plus);
    }

    static List<Manifest> manifests(Path lake) {
        try {
            List<Manifest> manifests = new ArrayList<>();
            RawZone zone = zone(lake);
            for (Microbatch microbatch : zone.committed()) {
                manifests.add(zone.manifest(microbatch));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long received(Path lake) {
        return manifests(lake).stream()
                .mapToLong(manifest -> manifest.counts().received())
                .sum();
    }

    /** All committed lines, in the order of microbatches, parts and lines. */
    static List<String> raw(Path lake) {
        try {
            List<String> lines = new ArrayList<>();
            for (Manifest manifest : manifests(lake)) {
                for (Part part : manifest.parts()) {
                    lines.addAll(Files.readAllLines(
                            lake.resolve(manifest.microbatch().path(part.name()))));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something is so; fails when that takes too long. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** A path of the checkout or of what lies beside it, looked for upwards from the working directory. */
    static Optional<Path> upwards(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(path))) {
                return Optional.of(folder.resolve(path));
            }
        }
        return Optional.empty();
    }

    private static Schema schema() {
        try {
            Path file = upwards("conf/schemas/tweet-v11.conf").orElseThrow();
            return Schema.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

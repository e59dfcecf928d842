package weir.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.intake.SpoolLimits;
import weir.lake.raw.Capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WeirConfigTest {
    @TempDir
    private Path folder;

    private ConfigFiles files;

    @BeforeEach
    void writeSchema() {
        files = new ConfigFiles(folder);
    }

    private static final String MINIMAL =
            ConfigFiles.withStream("reports.daily { stream = posts, sql = \"SELECT 1\", time = day, grain = 1d }");

    private static final String EVERYTHING =
            """
            lake.root = "hdfs://namenode/lake"
            spark { master = "local[2]", settings { "spark.ui.port" = 4050, spark.ui.enabled = false } }
            ingest { batch-interval = 2s, chunk-size = 64KiB, chunk-interval = 1s, spool { root = "/spool", max-size = 2MiB, min-free = 0B } }
            compaction {
              schedule = "0 0 * * * ?"
              plan { max-size = 2GiB, max-microbatches = 5 }
              target-file-size = 64MiB
              optimize.schedule = off
              vacuum { schedule = "0 0 4 ? * MON 2027", retention = 14d }
              deletion { archive-deadline = 6h, version-deadline = 8d }
            }
            serve { host = localhost, port = 0 }
            streams.posts {
              source {
                type = twitter, receiver = raw, delimited = true, base-url = "http://127.0.0.1:8081/1.1", track = ["#DSD", "dia do servidor"]
                follow = [12, 9007199254740993], locations = [[-46.8, -24.0, -46.3, -23.3]], language = pt
                read-timeout = 30s, connect-timeout = 5s, credentials-file = keys.conf
              }
              schema = posts.conf, key = [id, lang], event-time = edited_at
              filter = "lang = 'pt'", index = [id, text], capture = kept, rate-limit = 100
            }
            reports.daily { stream = posts, filter = "id > 5", sql = "SELECT 2", time = hour, grain = 1h, key = lang, join = [] }
            """;

    @Test
    void hasDefaults() {
        WeirConfig config = files.load(MINIMAL);

        assertThat(config.spark()).isEqualTo(new SparkConfig("local[*]", Map.of()));
        assertThat(config.ingest())
                .isEqualTo(new IngestConfig(
                        Duration.ofSeconds(5), 1024 * 1024, Duration.ofMillis(500), SpoolConfig.STANDARD));
        assertThat(config.compaction())
                .isEqualTo(new CompactionConfig(
                        "0 0 0/3 * * ?",
                        1L << 30,
                        10_000,
                        128L << 20,
                        "0 30 1 * * ?",
                        "0 0 2 ? * SUN",
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        Duration.ofDays(7)));
        assertThat(config.serve()).isEqualTo(new ServeConfig("127.0.0.1", 8080));
        StreamConfig stream = config.stream("posts");
        assertThat(stream.capture()).isEqualTo(Capture.ALL);
        assertThat(stream.rateLimit()).isZero();
        assertThat(stream.spec().filter()).isEqualTo("true");
        assertThat(stream.spec().index()).hasToString("[id]");
        assertThat(stream.source())
                .isEqualTo(new TwitterSourceConfig(
                        TwitterReceiverKind.BAHIR,
                        false,
                        "https://stream.twitter.com/1.1/",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(20),
                        Optional.empty()));
        assertThat(config.report("daily").filter()).isEqualTo("true");
    }

    @Test
    void mapsEveryKey() {
        WeirConfig config = files.load(EVERYTHING);

        assertThat(config.lake()).isEqualTo(new LakeConfig("hdfs://namenode/lake"));
        assertThat(config.spark())
                .isEqualTo(new SparkConfig("local[2]", Map.of("spark.ui.port", "4050", "spark.ui.enabled", "false")));
        assertThat(config.ingest())
                .isEqualTo(new IngestConfig(
                        Duration.ofSeconds(2),
                        65536,
                        Duration.ofSeconds(1),
                        new SpoolConfig(Optional.of("/spool"), new SpoolLimits(2 << 20, 0))));
        assertThat(config.compaction())
                .isEqualTo(new CompactionConfig(
                        "0 0 * * * ?",
                        2L << 30,
                        5,
                        64L << 20,
                        "off",
                        "0 0 4 ? * MON 2027",
                        Duration.ofDays(14),
                        Duration.ofHours(6),
                        Duration.ofDays(8)));
        assertThat(config.serve()).isEqualTo(new ServeConfig("localhost", 0));
        StreamConfig stream = config.stream("posts");
        assertThat(stream.source())
                .isEqualTo(new TwitterSourceConfig(
                        TwitterReceiverKind.RAW,
                        true,
                        "http://127.0.0.1:8081/1.1/",
                        List.of("#DSD", "dia do servidor"),
                        List.of(12L, 9007199254740993L),
                        List.of(new BoundingBox(-46.8, -24.0, -46.3, -23.3)),
                        List.of("pt"),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Optional.of(folder.resolve("keys.conf"))));
        assertThat(stream.spec().key()).containsExactly("id", "lang");
        assertThat(stream.spec().eventTime()).isEqualTo("edited_at");
        assertThat(stream.spec().index()).hasToString("[id, text]");
        assertThat(stream.spec().filter()).isEqualTo("lang = 'pt'");
        assertThat(stream.capture()).isEqualTo(Capture.KEPT);
        assertThat(stream.rateLimit()).isEqualTo(100);
    }

    @Test
    void mapsEveryKeyOfAReport() {
        WeirConfig config = files.load(EVERYTHING);

        assertThat(config.report("daily"))
                .isEqualTo(new ReportConfig(
                        "daily",
                        "posts",
                        "id > 5",
                        "SELECT 2",
                        "hour",
                        Duration.ofHours(1),
                        List.of("lang"),
                        List.of()));
    }

    @Test
    void everyKeyDiffersFromItsDefaultInTheTestAbove() {
        Config everything = ConfigFactory.parseString(EVERYTHING);
        // one stream alone has nothing to join
        List<String> withoutChoice = List.of(
                "streams.posts.source.type", "streams.posts.schema", "reports.daily.stream", "reports.daily.join");

        Map<String, String> defaults = files.load(MINIMAL).values();
        Map<String, String> values = files.load(EVERYTHING).values();

        assertThat(values.keySet()).isEqualTo(defaults.keySet()).allMatch(everything::hasPath);
        assertThat(values)
                .allSatisfy((key, value) ->
                        assertThat(value.equals(defaults.get(key))).as(key).isEqualTo(withoutChoice.contains(key)));
    }

    @Test
    void shippedFileMentionsEveryKeyWithItsDefault() throws IOException {
        String shipped = Files.readString(ConfigFiles.SHIPPED);
        String uncommented = shipped.replaceAll("(?m)^( *)# ([a-z-]+ = )", "$1$2");
        Files.createDirectories(folder.resolve("schemas"));
        Files.copy(
                ConfigFiles.SHIPPED.resolveSibling("schemas/tweet-v11.conf"), folder.resolve("schemas/tweet-v11.conf"));

        Map<String, String> values = files.load(shipped).values();

        assertThat(values.keySet()).allMatch(ConfigFactory.parseString(uncommented)::hasPathOrNull);
        assertThat(files.load(uncommented).values()).isEqualTo(values);
    }

    @Test
    void shippedFileIsReadyForTheDemo() {
        WeirConfig config = WeirConfig.load(ConfigFiles.SHIPPED, Map.of());

        assertThat(config.streams().keySet()).containsExactly("tweets");
        assertThat(config.reports().keySet()).containsExactly("dsd_per_hour");
        assertThat(config.lake().root())
                .isEqualTo(ConfigFiles.SHIPPED
                        .resolve("../../lake-data")
                        .normalize()
                        .toString());
    }

    @Test
    void listsEffectiveValuesOneALine() {
        String effective =
                files.load(MINIMAL, Map.of("ingest.batch-interval", "90s")).effective();

        assertThat(effective.lines())
                .isSorted()
                .contains(
                        "compaction.target-file-size = 128MiB",
                        "ingest.batch-interval = 90s",
                        "lake.root = " + folder.resolve("lake"),
                        "streams.posts.key = [\"id\"]",
                        "streams.posts.source.track = []");
    }

    @Test
    void pathsStartAtTheFileTheyAreWrittenIn() throws IOException {
        Files.createDirectories(folder.resolve("a b"));
        files.write("a b/site.conf", "lake.root = ../lake");

        WeirConfig config = files.load("include \"a b/site.conf\"");

        assertThat(config.lake().root()).isEqualTo(folder.resolve("lake").toString());
    }

    @Test
    void pathsOfOverridesStartAtTheWorkingDirectory() {
        WeirConfig config = files.load(MINIMAL, Map.of("lake.root", "lake"));

        assertThat(config.lake().root())
                .isEqualTo(Path.of("lake").toAbsolutePath().toString());
    }

    @Test
    void overridesAreTakenAsTheyAreUnlessTheyLookLikeHocon() {
        WeirConfig config = files.load(
                EVERYTHING,
                Map.of(
                        "streams.posts.source.base-url", "http://127.0.0.1:9/1.1/",
                        "streams.posts.source.track", "[\"#a\", b]",
                        "streams.posts.source.follow", "17",
                        "streams.posts.filter", "text LIKE '%#DSD%' AND id = 5",
                        "spark.settings.spark.ui.enabled", "true"));

        TwitterSourceConfig source =
                (TwitterSourceConfig) config.stream("posts").source();
        assertThat(source.baseUrl()).isEqualTo("http://127.0.0.1:9/1.1/");
        assertThat(source.track()).containsExactly("#a", "b");
        assertThat(source.follow()).containsExactly(17L);
        assertThat(config.stream("posts").spec().filter()).isEqualTo("text LIKE '%#DSD%' AND id = 5");
        assertThat(config.spark().settings()).containsEntry("spark.ui.enabled", "true");
    }

    @Test
    void namesWhatThereIsWhenAskedForSomethingElse() {
        WeirConfig config = files.load(MINIMAL);

        assertThatThrownBy(() -> config.stream("post"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot find stream \"post\"; did you mean \"posts\"?");
        assertThatThrownBy(() -> config.report("weekdays"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot find report \"weekdays\"; configured reports: daily");
    }
}

package weir.console.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Ended;
import weir.lake.Lines;
import weir.lake.config.KafkaSourceConfig;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorTest {

    private static final Map<String, String> KEYS = Map.of(
            "WEIR_TWITTER_CONSUMER_KEY", "sesame1",
            "WEIR_TWITTER_CONSUMER_SECRET", "sesame2",
            "WEIR_TWITTER_ACCESS_TOKEN", "sesame3",
            "WEIR_TWITTER_ACCESS_TOKEN_SECRET", "sesame4");

    @TempDir
    private Path folder;

    private HttpServer server;
    private Path lake;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        lake = folder.resolve("lake");
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                streams.events {
                  source { type = twitter, track = ["#DSD", tweet], base-url = "http://127.0.0.1:%d/1.1/" }
                  schema = events.conf, key = [id], event-time = at
                }
                """
                        .formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<Finding> examine(Map<String, String> environment, String... overrides) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < overrides.length; i += 2) {
            values.put(overrides[i], overrides[i + 1]);
        }
        WeirConfig config = WeirConfig.load(folder.resolve("weir.conf"), values);
        List<Finding> found = new ArrayList<>();
        new Examination(
                        config,
                        List.copyOf(config.streams().values()),
                        environment,
                        new Probe(Duration.ofSeconds(5)),
                        Clock.systemUTC())
                .run(found::add);
        return found;
    }

    private static List<Finding> bad(List<Finding> found) {
        return found.stream().filter(finding -> finding.level() != Level.OK).toList();
    }

    private static String onlyBad(List<Finding> found) {
        assertThat(bad(found)).hasSize(1);
        assertThat(bad(found).get(0).fix()).isNotBlank();
        return bad(found).get(0).line();
    }

    @Test
    void findsNothingWhereAllIsWellAndLeavesNoLakeBehind() {
        List<Finding> found = examine(KEYS);

        assertThat(bad(found)).isEmpty();
        assertThat(found).extracting(Finding::what).contains("lake", "locks", "spool", "space", "compaction");
        assertThat(found)
                .extracting(Finding::line)
                .contains(
                        "ok    events, limits: track 2 of 400 phrases, the longest 5 of 60 bytes; follow 0 of 5,000 users;"
                                + " locations 0 of 25 boxes",
                        "ok    events, credentials: all four are in the environment")
                .anyMatch(line -> line.startsWith("ok    events, clock: "));
        assertThat(found.toString()).doesNotContain("sesame");
        assertThat(lake).doesNotExist();
    }

    @Test
    void namesMissingCredentials() {
        assertThat(onlyBad(examine(Map.of())))
                .isEqualTo(
                        "FAIL  events, credentials: set the environment variable WEIR_TWITTER_CONSUMER_KEY, or name a"
                                + " file with credentials-file (and 3 more like it). Without them every connection ends with"
                                + " 401.");
    }

    @Test
    void namesACredentialsFileThatOthersMayRead() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "consumer-key = sesame");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(onlyBad(examine(KEYS, "streams.events.source.credentials-file", file.toString())))
                .contains("others may read or change it (rw-r--r--); run: chmod 600 " + file)
                .doesNotContain("sesame");
    }

    @Test
    void namesAServerThatDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(onlyBad(examine(KEYS, "streams.events.source.base-url", "http://127.0.0.1:" + port + "/")))
                .startsWith("FAIL  events, server: 127.0.0.1:" + port + " cannot be reached: ")
                .endsWith("Check base-url of the source, the network, and what stands between.");
    }

    @Test
    void namesBrokersThatDoNotAnswer() throws IOException {
        int port = server.getAddress().getPort();
        KafkaChecks one = kafka("127.0.0.1:" + port);
        KafkaChecks two = kafka("127.0.0.1:" + port + ", no-such-host.invalid:9092");
        KafkaChecks none = kafka("no-such-host.invalid:9092");

        assertThat(bad(one.look("events"))).isEmpty();
        assertThat(onlyBad(two.look("events")))
                .startsWith("warn  events, brokers: 1 of 2 cannot be reached: no-such-host.invalid:9092: no address is"
                        + " known for no-such-host.invalid. Check bootstrap-servers");
        assertThat(onlyBad(none.look("events"))).startsWith("FAIL  events, brokers: none of 1 can be reached: ");
    }

    private KafkaChecks kafka(String servers) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.conf"),
                """
                lake.root = lake
                streams.events {
                  source { type = kafka, bootstrap-servers = "%s", topics = [events] }
                  schema = events.conf, key = [id], event-time = at
                }
                """
                        .formatted(servers));
        KafkaSourceConfig source = (KafkaSourceConfig)
                WeirConfig.load(file, Map.of()).stream("events").source();
        return new KafkaChecks(source, new Probe(Duration.ofSeconds(5)));
    }

    @Test
    void namesALakeThatCannotBeWritten() throws IOException {
        Files.writeString(lake, "a file where a folder should be");

        assertThat(onlyBad(examine(KEYS)))
                .startsWith("FAIL  lake: " + lake + " cannot be written: ")
                .endsWith("Make it a directory that this user may write, or set lake.root to another one.");
    }

    @Test
    void namesASpoolThatWouldFillTheDisk() {
        assertThat(onlyBad(examine(KEYS, "ingest.spool.max-size", "8000000GiB")))
                .startsWith("warn  spool: ");
        assertThat(onlyBad(examine(KEYS, "ingest.spool.min-free", "8000000GiB")))
                .startsWith("FAIL  spool: ");
    }

    @Test
    void namesWhoRunsAndWhatWasLeftHalfWay() throws IOException {
        LakeFiles files = LakeFiles.of(lake.toString());
        files.makeNewFolder(new Microbatch("events", 5).folder());
        try (LakeLock lock = LakeLock.take(files, "compaction")) {
            assertThat(examine(KEYS))
                    .extracting(Finding::line)
                    .anyMatch(line -> line.startsWith("ok    compaction: runs: ")
                            && line.endsWith(
                                    " process " + ProcessHandle.current().pid()));
        }

        assertThat(onlyBad(examine(KEYS)))
                .isEqualTo("warn  events, raw zone: 1 microbatch(es) were begun and not committed, such as"
                        + " raw/events/dt=1970-01-01/events-5.json. The next start of bin/ingest removes them; what a"
                        + " spool holds of them is committed then.");
    }

    @Test
    void namesAnUnsafeVacuumAndOneThatIsOff() {
        assertThat(onlyBad(examine(KEYS, "compaction.vacuum.schedule", "off"))).startsWith("warn  vacuum: is off");
        assertThat(onlyBad(examine(
                        KEYS, "spark.settings", "{\"spark.databricks.delta.retentionDurationCheck.enabled\" = false}")))
                .startsWith("warn  vacuum: spark.databricks.delta.retentionDurationCheck.enabled is false");
    }

    @Test
    void namesAClockThatIsWrong() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        TwitterSourceConfig source =
                (TwitterSourceConfig) WeirConfig.load(folder.resolve("weir.conf"), Map.of()).stream("events")
                        .source();
        TwitterChecks checks =
                new TwitterChecks(source, KEYS, new Probe(Duration.ofSeconds(1)), Clock.fixed(now, ZoneOffset.UTC));

        assertThat(checks.clock("clock", Optional.of(now.plusSeconds(61))).line())
                .isEqualTo(
                        "warn  clock: 61 s behind the server. Set the clock (chrony, ntpd): signatures of a wrong time"
                                + " end with 401.");
        assertThat(checks.clock("clock", Optional.of(now.minusSeconds(60))).level())
                .isEqualTo(Level.OK);
        assertThat(checks.clock("clock", Optional.empty()).level()).isEqualTo(Level.OK);
    }

    @Test
    void namesAnotherJavaAndLittleMemory() {
        assertThat(RuntimeChecks.java(21).level()).isEqualTo(Level.WARN);
        assertThat(RuntimeChecks.heap(100 << 20).line())
                .isEqualTo("warn  memory: 100.0 MiB of heap at most. Give Java 1 GiB or more: WEIR_JAVA_OPTS=-Xmx1g");
    }

    @Test
    void listsAllProblemsOfTheConfigurationAndEndsWith2() {
        Ended ended = Ended.of(
                "doctor",
                "--conf",
                folder.resolve("weir.conf").toString(),
                "-D",
                "ingest.batch-interva=1s",
                "-D",
                "compaction.vacuum.retention=1d");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out().lines().filter(line -> line.startsWith("FAIL  configuration: ")))
                .hasSize(2);
        assertThat(ended.out()).contains("did you mean", "ok    Java: ");
    }

    @Test
    void endsWith1WhenSomethingFailedAndSaysItAsJsonToo() {
        Ended ended = Ended.of(
                "doctor", "--json", "--conf", folder.resolve("weir.conf").toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("\"failed\":1", "\"what\":\"events, credentials\"");
        assertThat(Ended.of(
                                "doctor",
                                "event",
                                "--conf",
                                folder.resolve("weir.conf").toString())
                        .code())
                .isEqualTo(2);
    }
}

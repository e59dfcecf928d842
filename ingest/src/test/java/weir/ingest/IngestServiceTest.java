package weir.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.config.IngestConfig;
import weir.lake.config.SpoolConfig;
import weir.lake.config.StreamConfig;
import weir.lake.raw.Counts;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

@Tag("spark")
@Timeout(90)
class IngestServiceTest {

    private static JavaSparkContext spark;

    @TempDir
    Path lake;

    @BeforeAll
    static void startSpark() {
        spark = new JavaSparkContext(Fixture.sharedSpark());
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @Test
    void everyStatusArrivesOnceInOrderAsItWasSent() throws Exception {
        Path file = Fixture.upwards("shared/data/v11/stream_2019.ndjson").orElse(null);
        assumeThat(file).isNotNull();
        List<String> served = Files.readAllLines(file);
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(served));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) >= served.size());
        }

        assertThat(Fixture.raw(lake)).isEqualTo(served);
        assertThat(Fixture.manifests(lake)).allSatisfy(manifest -> {
            assertThat(manifest.connections()).hasSize(1);
            assertThat(manifest.filterHash()).hasSize(16);
            assertThat(manifest.writer()).startsWith("weir ");
            assertThat(manifest.firstEvent()).isPresent();
            assertThat(manifest.position()).get().isInstanceOf(Position.Spooled.class);
        });
        assertThat(Fixture.counts(lake).kept())
                .isEqualTo(served.stream()
                        .filter(line -> Fixture.tree(line).path("lang").asText().equals("es"))
                        .count());
    }

    @Test
    void controlAndMalformedMessagesAreKeptAndDoNotReconnect() throws Exception {
        String delete = "{\"delete\":{\"status\":{\"id\":1,\"id_str\":\"1\",\"user_id\":2,\"user_id_str\":\"2\"}}}";
        String limit = "{\"limit\":{\"track\":22,\"timestamp_ms\":\"1477757470194\"}}";
        String withheld = "{\"status_withheld\":{\"id\":3,\"user_id\":4,\"withheld_in_countries\":[\"DE\"]}}";
        String deep = "{\"text\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        List<String> served = List.of(
                Fixture.status(1),
                delete,
                "",
                "{\"text\":\"twice\",\"id_str\":\"5\",\"id\":5,\"id\":5}",
                limit,
                "{\"text\":\"undated\",\"id\":6,\"created_at\":\"yesterday\"}",
                "{\"text\":",
                deep,
                withheld,
                Fixture.status(2));
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(served));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) >= 9);
            service.stop();

            assertThat(server.requests()).hasSize(1);
        }
        List<String> messages = new ArrayList<>(served);
        messages.remove("");
        assertThat(Fixture.raw(lake)).isEqualTo(messages);
        Counts sum = Fixture.counts(lake);
        assertThat(sum.received()).isEqualTo(9);
        assertThat(sum.unparsable()).isZero();
        assertThat(sum.controlTotal()).isEqualTo(3);
    }

    @Test
    void messagesArriveAsTheyWereSent() throws Exception {
        String spelled = "{\"id\":7,\"n\":1.50,\"z\":1e2,\"text\":\"\\u00e9 \\/ \\ud83d é 🙂\",\"a\":null}";
        ScriptedServer.Answer answer = exchange -> {
            exchange.open();
            exchange.part(spelled + "\r\n");
            exchange.hold();
        };
        try (ScriptedServer server = ScriptedServer.start(answer);
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) >= 1);
        }

        assertThat(Fixture.raw(lake)).containsExactly(spelled);
    }

    @Test
    void stopDrainsWhatWasRead() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedServer.Answer flood = exchange -> {
            exchange.open();
            exchange.part(String.join("\r\n", Fixture.statuses(0, 500)) + "\r\n");
            sent.countDown();
            exchange.hold();
        };
        try (ScriptedServer server = ScriptedServer.start(flood);
                LogCapture log = LogCapture.of("weir.ingest")) {
            IngestService service = IngestService.on(spark, slowChunks(server));
            service.start();
            sent.await();
            Fixture.await(() -> Fixture.received(lake) > 0);
            long begun = System.nanoTime();
            service.stop();

            assertThat(System.nanoTime() - begun).isLessThan(8_000_000_000L);
            assertThat(log.lines("ERROR")).isEmpty();
        }
        assertThat(Fixture.raw(lake)).isEqualTo(Fixture.statuses(0, 500));
    }

    /** Chunks that go when they are full or the batch interval is over: the last lines wait in the receiver. */
    private IngestSetup slowChunks(ScriptedServer server) {
        IngestSetup setup = Fixture.setup(lake, server);
        return new IngestSetup(
                setup.lakeRoot(),
                setup.spark(),
                new IngestConfig(Duration.ofSeconds(2), 16 << 10, Duration.ofSeconds(2), SpoolConfig.STANDARD),
                setup.streams(),
                setup.backoff(),
                setup.environment(),
                setup.clock());
    }

    @Test
    void quietIntervalsLeaveNoFolder() throws Exception {
        CountDownLatch sent = new CountDownLatch(5);
        ScriptedServer.Answer keepAlives = exchange -> {
            exchange.open();
            while (true) {
                exchange.line("");
                sent.countDown();
                Thread.sleep(Fixture.INTERVAL.toMillis());
            }
        };
        try (ScriptedServer server = ScriptedServer.start(keepAlives);
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            sent.await();
        }

        assertThat(lake.resolve("raw")).doesNotExist();
    }

    @Test
    void lakeThatIsNoDirectoryIsRefusedWithAMessage() throws Exception {
        Path file = Files.writeString(lake.resolve("file"), "no directory");
        IngestSetup setup = Fixture.setup(
                file.resolve("lake"), Fixture.stream(Fixture.STREAM, "http://127.0.0.1:1/1.1/", List.of()));

        assertThatThrownBy(() -> IngestService.on(spark, setup).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write to the lake at " + file.resolve("lake") + ": ")
                .hasMessageEndingWith("Make it a directory that this user may write, or set lake.root to another one.");
    }

    @Test
    void secondServiceOnOneStreamIsRefused() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(List.of()));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();

            assertThatThrownBy(() ->
                            IngestService.on(spark, Fixture.setup(lake, server)).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot be the owner of ingest-tweets in this lake: ");
        }
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(List.of()));
                IngestService after = IngestService.on(spark, Fixture.setup(lake, server))) {
            after.start();
        }
    }

    @Test
    void failedBatchesAreCommittedWhenTheLakeCanBeWrittenAgain() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        CountDownLatch mended = new CountDownLatch(1);
        ScriptedServer.Answer some = exchange -> {
            exchange.open();
            broken.await();
            send(exchange, Fixture.status(1));
            mended.await();
            send(exchange, Fixture.status(2));
            exchange.hold();
        };
        try (ScriptedServer server = ScriptedServer.start(some);
                LogCapture log = LogCapture.of("weir.ingest");
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            Path inTheWay = Files.writeString(lake.resolve("raw"), "in the way");
            broken.countDown();
            Fixture.await(() -> log.lines("ERROR Cannot commit the batch of ").size() > 1);
            Files.delete(inTheWay);
            Fixture.await(() -> Fixture.received(lake) == 1);
            mended.countDown();
            Fixture.await(() -> Fixture.received(lake) == 2);
        }

        assertThat(Fixture.raw(lake)).isEqualTo(List.of(Fixture.status(1), Fixture.status(2)));
    }

    @Test
    void foldersThatNobodyCommittedAreRemoved() throws Exception {
        Microbatch left = new Microbatch(Fixture.STREAM, 1_795_341_985_000L);
        Files.createDirectories(lake.resolve(left.folder()));
        Files.writeString(lake.resolve(left.path("part-00000")), Fixture.status(1) + "\n");
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(List.of()));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();

            assertThat(lake.resolve(left.folder())).doesNotExist();
        }
    }

    @Test
    void twoStreamsHaveTheirOwnServersAndQueries() throws Exception {
        try (ScriptedServer one = ScriptedServer.start(ScriptedServer.lines(Fixture.statuses(0, 2)));
                ScriptedServer other = ScriptedServer.start(ScriptedServer.lines(Fixture.statuses(10, 3)))) {
            IngestSetup setup = Fixture.setup(
                    lake,
                    Fixture.stream(Fixture.STREAM, one.baseUrl(), List.of()),
                    Fixture.stream("others", other.baseUrl(), List.of("#DSD", "two words")));
            try (IngestService service = IngestService.on(spark, setup)) {
                service.start();
                Fixture.await(() -> Fixture.received(lake) == 2
                        && Files.exists(lake.resolve("raw/others"))
                        && !other.requests().isEmpty());
            }

            assertThat(one.requests().get(0)).startsWith("GET /1.1/statuses/sample.json?stall_warnings=true");
            assertThat(other.requests().get(0))
                    .startsWith("POST /1.1/statuses/filter.json")
                    .contains("oauth_consumer_key=\"ck\"")
                    .endsWith("count=0&track=%23DSD%2Ctwo%20words&stall_warnings=true");
        }
    }

    @Test
    void slowServiceIsHeldBackByItsRateLimit() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(Fixture.statuses(0, 30)))) {
            StreamConfig free = Fixture.stream(Fixture.STREAM, server.baseUrl(), List.of());
            IngestSetup setup = Fixture.setup(lake, new StreamConfig(free.spec(), free.source(), free.capture(), 20));
            try (IngestService service = IngestService.on(spark, setup)) {
                service.start();
                Fixture.await(() -> Fixture.received(lake) == 30);
            }
        }

        assertThat(Fixture.raw(lake)).isEqualTo(Fixture.statuses(0, 30));
        assertThat(Fixture.manifests(lake)).hasSizeGreaterThanOrEqualTo(3);
    }

    private static void send(ScriptedServer.Exchange exchange, String line) {
        try {
            exchange.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

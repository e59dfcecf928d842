package weir.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.twitter.Backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@Timeout(90)
class ReconnectTest {

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
    void reconnectsAsTwitterAsksAndLosesNothing() throws Exception {
        ScriptedServer.Answer cut = exchange -> {
            exchange.open();
            Fixture.statuses(0, 3).forEach(line -> send(exchange, line));
            exchange.part(Fixture.status(3).substring(0, 20));
        };
        ScriptedServer.Answer closed = exchange -> {}; // twice: Java's client asks once more by itself
        ScriptedServer.Answer limited = ScriptedServer.status(420);
        try (ScriptedServer server = ScriptedServer.start(
                        limited,
                        limited,
                        limited,
                        limited,
                        limited,
                        ScriptedServer.status(503),
                        closed,
                        closed,
                        cut,
                        ScriptedServer.lines(Fixture.statuses(3, 2)));
                LogCapture log = LogCapture.of("weir.ingest");
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) >= 5);

            assertThat(log.lines("WARN Cannot receive stream tweets from 127.0.0.1:" + server.port()))
                    .extracting(line -> line.replaceAll(".*?\\d: (.*) ms, at .*", "$1"))
                    .containsExactly(
                            "HTTP status 420. Connecting again in 60",
                            "HTTP status 420. Connecting again in 120",
                            "HTTP status 420. Connecting again in 240",
                            "HTTP status 420. Connecting again in 480",
                            "HTTP status 420. Connecting again in 960",
                            "HTTP status 503. Connecting again in 5",
                            "SocketException: Unexpected end of file from server. Connecting again in 1",
                            "IOException: Premature EOF; a message was cut after 20 bytes. Connecting again in 1");
            assertThat(server.times().get(5) - server.times().get(4)).isGreaterThanOrEqualTo(960_000_000L);
        }
        assertThat(Fixture.raw(lake)).isEqualTo(Fixture.statuses(0, 5));
        assertThat(Fixture.manifests(lake).stream()
                        .flatMap(manifest -> manifest.connections().stream())
                        .map(connection -> connection.from())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void connectsOnceTheServerIsThere() throws Exception {
        int port;
        try (ScriptedServer gone = ScriptedServer.start(ScriptedServer.status(503))) {
            port = gone.port();
        }
        String baseUrl = "http://127.0.0.1:" + port + "/1.1/";
        try (LogCapture log = LogCapture.of("weir.ingest");
                IngestService service = IngestService.on(
                        spark, Fixture.setup(lake, Fixture.stream(Fixture.STREAM, baseUrl, List.of())))) {
            service.start();
            Fixture.await(() -> log.lines("WARN Cannot receive").size() > 3);
            try (ScriptedServer server = ScriptedServer.start(port, ScriptedServer.lines(Fixture.statuses(0, 1)))) {
                Fixture.await(() -> Fixture.received(lake) == 1);
                service.stop();
            }

            assertThat(log.lines("WARN Cannot receive").get(0)).contains("ConnectException: Connection refused");
        }
    }

    @Test
    void stopEndsAWaitForTheNextConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.status(420));
                LogCapture log = LogCapture.of("weir.ingest")) {
            IngestSetup setup = Fixture.setup(lake, server);
            IngestService service = IngestService.on(
                    spark,
                    new IngestSetup(
                            setup.lakeRoot(),
                            setup.spark(),
                            setup.ingest(),
                            setup.streams(),
                            Backoff.TWITTER,
                            setup.environment(),
                            setup.clock()));
            service.start();
            Fixture.await(() -> !log.lines("WARN Cannot receive").isEmpty());
            long begun = System.nanoTime();
            service.stop();

            assertThat(System.nanoTime() - begun).isLessThan(6_000_000_000L);
        }
    }

    @Test
    void refusedKeysEndTheServiceWithAdvice() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.status(401));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();

            assertThatThrownBy(service::awaitTermination)
                    .isInstanceOf(IOException.class)
                    .hasMessage("Cannot receive stream tweets from 127.0.0.1:" + server.port()
                            + ": HTTP status 401. No further attempt can help; check the four keys (consumer key and"
                            + " secret, access token and secret), and that this machine's clock is right.");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void refusalAfterAReconnectIsNotMissed() throws Exception {
        ScriptedServer.Answer closed = exchange -> {}; // twice: Java's client asks once more by itself
        try (ScriptedServer server = ScriptedServer.start(closed, closed, ScriptedServer.status(403));
                IngestService service = IngestService.on(spark, Fixture.setup(lake, server))) {
            service.start();

            assertThatThrownBy(service::awaitTermination).hasMessageContaining("HTTP status 403");
        }
    }

    @Test
    void refusalCommitsWhatCameBefore() throws Exception {
        ScriptedServer.Answer some = exchange -> {
            exchange.open();
            send(exchange, Fixture.status(7));
        };
        try (ScriptedServer server = ScriptedServer.start(some, ScriptedServer.status(403))) {
            IngestService service = IngestService.on(spark, Fixture.setup(lake, server));
            service.start();
            assertThatThrownBy(service::awaitTermination).hasMessageContaining("HTTP status 403");
            service.stop();
        }

        assertThat(Fixture.raw(lake)).hasSize(1);
    }

    private static void send(ScriptedServer.Exchange exchange, String line) {
        try {
            exchange.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

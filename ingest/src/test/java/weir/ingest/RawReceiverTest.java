package weir.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.config.TwitterReceiverKind;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Our own receiver of v1.1 streams against a server that does what it should not. */
@Tag("spark")
@Timeout(90)
class RawReceiverTest {

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
    void aLengthIsAskedForAndCountsBytes() throws Exception {
        String umlaut = "{\"id\":1,\"text\":\"é\"}";
        try (ScriptedServer server = ScriptedServer.start(exchange -> {
                    exchange.open();
                    exchange.part("\r\n" + (umlaut.getBytes(StandardCharsets.UTF_8).length + 2) + "\r\n" + umlaut
                            + "\r\n\r\n21\r\n{\"id\":2,\"text\":\"b\"}\r\n");
                    exchange.hold();
                });
                IngestService service = Fixture.raw(spark, lake, server, true, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 2);
            assertThat(server.requests().get(0)).contains("delimited=length").contains("Accept-Encoding: gzip");
        }
        assertThat(Fixture.raw(lake)).containsExactly(umlaut, "{\"id\":2,\"text\":\"b\"}");
    }

    @ParameterizedTest
    @EnumSource
    void gzipIsReadAsItComes(TwitterReceiverKind receiver) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(exchange -> {
                    exchange.open("Content-Encoding: gzip\n");
                    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
                    GZIPOutputStream gzip = new GZIPOutputStream(compressed, true);
                    for (int i = 0; i < 2; i++) {
                        gzip.write((Fixture.status(i) + "\r\n").getBytes(StandardCharsets.UTF_8));
                        gzip.flush();
                        exchange.part(compressed.toByteArray());
                        compressed.reset();
                        seen.await();
                    }
                    exchange.hold();
                });
                IngestService service = Fixture.with(receiver, spark, lake, server)) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 1);
            seen.countDown();
            Fixture.await(() -> Fixture.received(lake) == 2);
        }
        assertThat(Fixture.raw(lake)).containsExactlyElementsOf(Fixture.statuses(0, 2));
    }

    @Test
    void aMessageThatIsCutIsNotHandedOnAndTheGapSaysSo() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(
                        exchange -> {
                            exchange.open();
                            exchange.line(Fixture.status(1));
                            exchange.part("{\"id\":2,");
                            received.await();
                            exchange.reset();
                        },
                        ScriptedServer.lines(Fixture.statuses(3, 1)));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 1);
            received.countDown();
            Fixture.await(() -> Fixture.received(lake) == 2);
            assertThat(server.mostAtOnce()).isEqualTo(1);
        }

        assertThat(Fixture.raw(lake)).containsExactly(Fixture.status(1), Fixture.status(3));
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.NETWORK);
            assertThat(gap.detail()).endsWith("a message was cut after 8 bytes");
        });
    }

    @Test
    void aBodyThatOnlyTheConnectionEndsIsCutUnlessItsLastMessageIsWhole() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
        String whole = Fixture.status(2);
        try (ScriptedServer server = ScriptedServer.start(
                        exchange -> exchange.raw(head + Fixture.status(1) + "\r\n" + whole),
                        exchange -> exchange.raw(head + Fixture.status(3) + "\r\n{\"id\":4,\"user\":{\"id\":1}"),
                        ScriptedServer.lines(Fixture.statuses(5, 1)));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 4);
        }

        assertThat(Fixture.raw(lake)).containsExactly(Fixture.status(1), whole, Fixture.status(3), Fixture.status(5));
        assertThat(gaps()).extracting(Gap::cause).containsExactly(Cause.NETWORK, Cause.NETWORK);
        assertThat(gaps().get(1).detail()).endsWith("a message was cut after 23 bytes");
    }

    @Test
    void silenceEndsTheConnectionAndKeepAlivesDoNot() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        exchange -> {
                            exchange.open();
                            exchange.line(Fixture.status(1));
                            for (int i = 0; i < 8; i++) { // twice as long as may be silent
                                exchange.line("");
                                Thread.sleep(250);
                            }
                            exchange.line(Fixture.status(2));
                            exchange.awaitLeave();
                        },
                        ScriptedServer.lines(Fixture.statuses(3, 1)));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(1))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 3);
        }

        assertThat(Fixture.raw(lake)).containsExactlyElementsOf(Fixture.statuses(1, 3));
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.SILENCE);
            assertThat(Duration.between(gap.from(), gap.until())).isGreaterThan(Duration.ofMillis(900));
        });
    }

    @Test
    void refusalsAreWaitedOutAsTheServerAsks() throws Exception {
        ScriptedServer.Answer limited = ScriptedServer.status(420);
        ScriptedServer.Answer busy = exchange ->
                exchange.raw("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(
                        limited,
                        limited,
                        limited,
                        limited,
                        limited,
                        busy,
                        ScriptedServer.lines(Fixture.statuses(1, 1)));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 1);

            List<Long> times = server.times();
            for (int i = 0; i < 5; i++) { // 60, 120, 240, 480, 960 ms: a thousandth of Twitter's
                assertThat(times.get(i + 1) - times.get(i)).isGreaterThanOrEqualTo((60L << i) * 1_000_000);
            }
            assertThat(times.get(6) - times.get(5)).isGreaterThanOrEqualTo(1_000_000_000L);
            assertThat(server.mostAtOnce()).isEqualTo(1);
        }

        assertThat(gaps()).extracting(Gap::cause).containsExactly(Cause.RATE_LIMIT, Cause.HTTP);
        assertThat(gaps().get(0).until()).isEqualTo(gaps().get(1).from());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 406})
    void finalRefusalsEndTheServiceWithAdvice(int status) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.status(status));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();

            assertThatThrownBy(service::awaitTermination)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot receive stream tweets from 127.0.0.1:" + server.port()
                            + ": HTTP status " + status + ". No further attempt can help; ");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void limitNoticesCountAnewWithEachConnection() throws Exception {
        ScriptedServer.Answer[] answers = new ScriptedServer.Answer[3];
        int[][] notices = {{3, 10}, {4}, {1, 1, 6}};
        for (int i = 0; i < answers.length; i++) {
            int[] counts = notices[i];
            boolean last = i == answers.length - 1;
            answers[i] = exchange -> {
                exchange.open();
                for (int count : counts) {
                    exchange.line("{\"limit\":{\"track\":" + count + ",\"timestamp_ms\":\"1477757470194\"}}");
                }
                if (last) {
                    exchange.hold();
                }
                exchange.end();
            };
        }
        try (ScriptedServer server = ScriptedServer.start(answers);
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 6);
        }

        assertThat(Fixture.counts(lake).control()).containsEntry("limit", 6L);
        assertThat(connections().stream().mapToLong(Connection::withheld).sum()).isEqualTo(20);
    }

    @Test
    void aDisconnectMessageNamesTheCause() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        exchange -> {
                            exchange.open();
                            exchange.line("{\"disconnect\":{\"code\":4,\"stream_name\":\"s\",\"reason\":\"stall\"}}");
                            exchange.end();
                        },
                        ScriptedServer.lines(Fixture.statuses(1, 1)));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 2);
        }

        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.DISCONNECT);
            assertThat(gap.detail()).isEqualTo("the server ended the stream with code 4");
        });
    }

    @Test
    void deletesBeforeTheirStatusAndRepeatedIdsStayInTheirOrder() throws Exception {
        List<String> lines =
                List.of("{\"delete\":{\"status\":{\"id\":7,\"user_id\":1}}}", Fixture.status(7), Fixture.status(7));
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(lines));
                IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 3);
        }

        assertThat(Fixture.raw(lake)).containsExactlyElementsOf(lines);
    }

    @Test
    void aLakeThatCannotBeWrittenFillsTheSpoolAndThatIsAGap() throws Exception {
        int flood = 5_000;
        ScriptedServer.Answer endless = exchange -> {
            exchange.open();
            for (String line : Fixture.statuses(0, flood)) {
                exchange.line(line);
            }
            exchange.awaitLeave();
        };
        try (ScriptedServer server = ScriptedServer.start(endless, ScriptedServer.lines(Fixture.statuses(flood, 1)));
                LogCapture log = LogCapture.of("weir.ingest");
                IngestService service = IngestService.on(spark, Fixture.narrow(lake, server))) {
            service.start();
            Path inTheWay = Files.writeString(lake.resolve("raw"), "in the way");
            Fixture.await(() ->
                    !log.lines("WARN The intake pauses: the spool is full").isEmpty());
            Files.delete(inTheWay);
            Fixture.await(() -> Fixture.raw(lake).contains(Fixture.status(flood)));
        }

        List<String> raw = Fixture.raw(lake);
        int before = raw.size() - 1;
        assertThat(before).isLessThan(flood);
        assertThat(raw.subList(0, before)).isEqualTo(Fixture.statuses(0, before));
        assertThat(gaps()).extracting(Gap::cause).containsExactly(Cause.BACK_PRESSURE);
    }

    @Test
    void stopsAreGapsBetweenTheirConnections() throws Exception {
        for (int i = 0; i < 2; i++) {
            int first = i;
            try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(Fixture.statuses(first, 1)));
                    IngestService service = Fixture.raw(spark, lake, server, false, Duration.ofSeconds(90))) {
                service.start();
                Fixture.await(() -> Fixture.received(lake) == first + 1L);
            }
        }

        List<Connection> connections = connections();
        assertThat(connections).hasSize(2);
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.STOPPED);
            assertThat(gap.from()).isEqualTo(connections.get(0).until());
            assertThat(gap.until()).isEqualTo(connections.get(1).from());
        });
    }

    private List<Gap> gaps() {
        return Fixture.manifests(lake).stream()
                .flatMap(manifest -> manifest.gaps().stream())
                .toList();
    }

    /** Each connection once, oldest first. */
    private List<Connection> connections() {
        Map<Instant, Connection> connections = new TreeMap<>();
        Fixture.manifests(lake).forEach(manifest -> manifest.connections()
                .forEach(connection -> connections.merge(connection.from(), connection, Connection::and)));
        return List.copyOf(connections.values());
    }
}

package weir.replay.serve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a client meets when the server is told to misbehave, and what the server says of it afterwards. */
@Timeout(60)
class FaultyStreamTest {
    private static final String SAMPLE = "statuses/sample.json";
    private static final List<byte[]> TWEETS = TweetGenerator.of(
                    TweetOptions.of(12, Instant.parse("2026-11-22T00:00:00Z")))
            .take(1_000);

    @Test
    void refusesNewConnectionsForAWhile() throws Exception {
        try (StreamServer server = server("420=1h@10");
                Subscriber before = Subscriber.get(server, SAMPLE)) {
            assertThat(before.lines(TWEETS.size())).hasSize(TWEETS.size());

            try (Subscriber banned = Subscriber.get(server, SAMPLE)) {
                assertThat(banned.status()).isEqualTo(420);
                assertThat(banned.rest()).isEqualTo("Exceeded connection limit for user\r\n");
            }
            assertThat(server.counts()).isEqualTo(ServeCounts.of(1, 1, TWEETS.size(), 0, 1));
        }
    }

    @Test
    void letsConnectionsInAgainAfterTheBan() throws Exception {
        try (StreamServer server = server("420=200ms@0s")) {
            int refused = 0;
            int status = 420;
            while (status == 420) {
                try (Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
                    status = subscriber.status();
                    refused += status == 420 ? 1 : 0;
                }
            }

            assertThat(status).isEqualTo(200);
            assertThat(refused).isPositive();
        }
    }

    @Test
    void sendsNothingWhileItStallsAndEverythingAfterwards() throws Exception {
        try (StreamServer server =
                StreamServer.start(source(), options("stall=400ms@600").withKeepAlive(Duration.ofMillis(20)))) {
            long before = System.nanoTime();
            try (Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
                List<byte[]> received = new ArrayList<>(subscriber.lines(600));
                byte[] next = subscriber.line();
                long passed = System.nanoTime() - before;
                // the blank line that is overdue comes first, or the message
                received.add(next.length == 0 ? subscriber.line() : next);
                received.addAll(subscriber.lines(TWEETS.size() - received.size()));

                assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(TWEETS);
                assertThat(passed).isGreaterThan(400_000_000L);
            }
        }
    }

    @Test
    void resetsTheConnectionInTheMiddleOfAMessage() throws Exception {
        try (StreamServer server = server("reset@5");
                Socket socket = connect(server)) {
            assertThatThrownBy(() -> new BufferedInputStream(socket.getInputStream()).readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Connection reset");

            awaitUnsent(server, TWEETS.size() - 6, 0);
            assertThat(server.counts()).isEqualTo(new ServeCounts(1, 0, 5, 0, 0, 0, 1, TWEETS.size() - 6));
        }
    }

    @Test
    void endsTheResponseInTheMiddleOfAMessage() throws Exception {
        try (StreamServer server = server("truncate@5");
                Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
            List<byte[]> received = subscriber.lines(5);
            String rest = subscriber.rest();

            assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(TWEETS.subList(0, 5));
            byte[] cut = TWEETS.get(5);
            assertThat(rest.getBytes(StandardCharsets.UTF_8)).startsWith(Arrays.copyOf(cut, cut.length / 2 - 4));
            assertThat(rest.length()).isLessThan(cut.length);
            awaitUnsent(server, TWEETS.size() - 6, 0);
        }
    }

    @Test
    void withholdsMessagesAndSaysHowMany() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        try (StreamServer server = StreamServer.start(
                        source(), options("limit=3@5", "limit=2@7").withClock(clock));
                Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
            List<byte[]> received = subscriber.lines(5);
            String first = subscriber.text();
            received.addAll(subscriber.lines(2));
            String second = subscriber.text();
            received.addAll(subscriber.lines(TWEETS.size() - 12));

            assertThat(first).isEqualTo("{\"limit\":{\"track\":3,\"timestamp_ms\":\"1795341600000\"}}");
            assertThat(second).isEqualTo("{\"limit\":{\"track\":5,\"timestamp_ms\":\"1795341600000\"}}");
            List<byte[]> expected = new ArrayList<>(TWEETS.subList(0, 5));
            expected.addAll(TWEETS.subList(8, 10));
            expected.addAll(TWEETS.subList(12, TWEETS.size()));
            assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(expected);
            assertThat(server.counts()).isEqualTo(new ServeCounts(1, 1, TWEETS.size() - 5, 0, 0, 5, 0, 0));
        }
    }

    @Test
    void noticesTheLimitAlsoAtTheEndOfTheLines() throws Exception {
        try (StreamServer server = server("limit=50@" + (TWEETS.size() - 2));
                Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
            subscriber.lines(TWEETS.size() - 2);

            assertThat(subscriber.text()).startsWith("{\"limit\":{\"track\":2,");
        }
    }

    @Test
    void breaksAConnectionThatWaitsForItsNextMessage() throws Exception {
        List<byte[]> apart = Stream.of("{\"timestamp_ms\":\"0\"}", "{\"timestamp_ms\":\"3600000\"}")
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        ServeOptions options = options("truncate@300ms").withPace(Pace.ORIGINAL);

        try (StreamServer server = StreamServer.start(LineSource.of(apart::iterator), options);
                Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
            assertThat(subscriber.text()).isEqualTo("{\"timestamp_ms\":\"0\"}");
            assertThat(subscriber.rest()).isEqualTo("{\"timestamp_m");
        }
    }

    @Test
    void losesNothingForAClientThatComesBack() throws Exception {
        try (StreamServer server = server("reset@100", "truncate@400", "limit=30@600", "reset@1200")) {
            List<byte[]> last = List.of();
            int connections = 0;
            while (last.size() < TWEETS.size()) {
                last = untilItBreaks(server);
                connections++;
            }

            assertThat(last).usingElementComparator(Arrays::compare).isEqualTo(TWEETS);
            awaitUnsent(server, 1, 1);
            ServeCounts counts = server.counts();
            assertThat(counts.cut()).isEqualTo(connections - 1).isEqualTo(3);
            assertThat(counts.withheld()).isEqualTo(30);
            assertThat(counts.messages() + counts.withheld() + counts.cut() + counts.unsent())
                    .isEqualTo((long) connections * TWEETS.size());
        }
    }

    private static List<byte[]> untilItBreaks(StreamServer server) throws Exception {
        List<byte[]> lines = new ArrayList<>();
        try (Subscriber subscriber = Subscriber.get(server, SAMPLE)) {
            byte[] line = subscriber.line();
            while (line != null && lines.size() < TWEETS.size() - 1) {
                lines.add(line);
                line = subscriber.line();
            }
            if (line != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("closed"); // as the client of the JDK says of a reset
        }
        return lines;
    }

    private static void awaitUnsent(StreamServer server, long atLeast, long open) {
        while (server.counts().unsent() < atLeast || server.counts().open() > open) {
            Thread.onSpinWait();
        }
    }

    private static Socket connect(StreamServer server) throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        String request = "GET /1.1/statuses/sample.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static StreamServer server(String... faults) throws IOException {
        return StreamServer.start(source(), options(faults));
    }

    private static ServeOptions options(String... faults) {
        return ServeOptions.defaults()
                .withPace(Pace.MAX)
                .withFaults(Stream.of(faults).map(Fault::parse).toList());
    }

    private static LineSource source() {
        return LineSource.of(TWEETS::iterator);
    }
}

package weir.replay.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.raw.LineCursor;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class StreamServerTest {
    private static final ServeOptions FLAT_OUT = ServeOptions.defaults().withPace(Pace.MAX);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final List<byte[]> TWEETS = TweetGenerator.of(
                    TweetOptions.of(11, Instant.parse("2026-11-22T00:00:00Z")))
            .take(800);

    @Test
    void servesAllLinesOfTheSampleByteForByte() throws Exception {
        try (StreamServer server = StreamServer.start(source(TWEETS), FLAT_OUT);
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json?stall_warnings=true")) {
            List<byte[]> received = subscriber.lines(TWEETS.size());

            assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(TWEETS);
            assertThat(server.counts()).isEqualTo(ServeCounts.of(1, 1, TWEETS.size(), 0, 0));
        }
    }

    @Test
    void servesWhatWasAskedForInOrder() throws Exception {
        List<byte[]> tagged = TWEETS.stream()
                .filter(tweet -> new String(tweet, StandardCharsets.UTF_8).contains("#DSD"))
                .toList();

        try (StreamServer server = StreamServer.start(source(TWEETS), FLAT_OUT);
                Subscriber subscriber =
                        Subscriber.post(server, "statuses/filter.json", "count=0&track=said-by-nobody,%23dsd")) {
            List<byte[]> received = subscriber.lines(tagged.size());

            assertThat(received).usingElementComparator(Arrays::compare).isEqualTo(tagged);
        }
    }

    @Test
    void takesLanguageInTheSampleAndLeavesOutWhatIsNoJson() throws Exception {
        LineSource lines = source("{'text':'a','lang':'pt'}", "{'text':'b','lang':'en'}", "{'text", "{'delete':{}}");

        try (StreamServer server = StreamServer.start(lines, FLAT_OUT);
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json?language=en")) {
            assertThat(subscriber.text()).contains("\"b\"");
            assertThat(subscriber.text()).isEqualTo("{\"delete\":{}}");
        }
    }

    @Test
    void playsFromTheStartToEveryConnection() throws Exception {
        try (StreamServer server = StreamServer.start(source("1", "2"), FLAT_OUT);
                Subscriber first = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(first.text()).isEqualTo("1");

            try (Subscriber second = Subscriber.get(server, "statuses/sample.json")) {
                assertThat(second.text()).isEqualTo("1");
                assertThat(second.text()).isEqualTo("2");
            }
            assertThat(first.text()).isEqualTo("2");
            assertThat(server.counts().connections()).isEqualTo(2);
        }
    }

    @Test
    void writesBlankLinesAfterTheLastMessage() throws Exception {
        try (StreamServer server = StreamServer.start(source("1"), FLAT_OUT.withKeepAlive(SHORT));
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(subscriber.text()).isEqualTo("1");

            assertThat(subscriber.text()).isEmpty();
            assertThat(subscriber.text()).isEmpty();
            assertThat(server.counts().keepAlives()).isGreaterThanOrEqualTo(2);
            assertThat(server.counts().messages()).isEqualTo(1);
        }
    }

    @Test
    void writesTheLengthBeforeTheMessageIfAskedTo() throws Exception {
        try (StreamServer server = StreamServer.start(source("'é'"), FLAT_OUT.withKeepAlive(SHORT));
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json?delimited=length")) {
            assertThat(subscriber.text()).isEqualTo("6");
            assertThat(subscriber.text()).isEqualTo("\"é\"");
            assertThat(subscriber.text()).isEmpty();
        }
    }

    @Test
    void sendsAMessageAtOnceThoughTheNextIsFarAway() throws Exception {
        LineSource lines = source("{'timestamp_ms':'0'}", "{'timestamp_ms':'3600000'}");
        ServeOptions original = ServeOptions.defaults().withKeepAlive(SHORT);

        try (StreamServer server = StreamServer.start(lines, original);
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(subscriber.text()).contains("\"0\"");
            assertThat(subscriber.text()).isEmpty();
        }
    }

    @Test
    void waitsBetweenMessagesAsLongAsThePaceSays() throws Exception {
        LineSource lines = source("{'timestamp_ms':'0'}", "{'timestamp_ms':'4000'}", "{'timestamp_ms':'3000'}");

        try (StreamServer server = StreamServer.start(lines, FLAT_OUT.withPace(Pace.times(10)));
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            long before = System.nanoTime();
            subscriber.lines(3);

            // half of the wait may have passed before the client looks at its clock
            assertThat(System.nanoTime() - before).isGreaterThan(200_000_000L);
        }
    }

    @Test
    void keepsTimeWithLinesThatSayNoneThemselves() throws Exception {
        LineSource lines = () -> new Counting(List.of("{}", "{}"));

        try (StreamServer server = StreamServer.start(lines, FLAT_OUT.withPace(Pace.times(10)));
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            long before = System.nanoTime();
            subscriber.lines(2);

            // half of the wait may have passed before the client looks at its clock
            assertThat(System.nanoTime() - before).isGreaterThan(200_000_000L);
        }
    }

    /** Lines that came 4 s apart. */
    private static final class Counting implements TimedCursor, LineCursor.Forwarding {
        private final LineCursor lines;
        private long count;

        Counting(List<String> lines) {
            this.lines = new IteratorCursor(lines.stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .iterator());
        }

        @Override
        public LineCursor current() {
            return lines;
        }

        @Override
        public boolean next() throws IOException {
            count++;
            return lines.next();
        }

        @Override
        public OptionalLong millis() {
            return OptionalLong.of(4_000 * count);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void holdsUpNobodyForAClientThatDoesNotRead() throws Exception {
        List<byte[]> many = Collections.nCopies(10_000, TWEETS.get(0));

        try (StreamServer server = StreamServer.start(source(many), FLAT_OUT);
                Subscriber idle = Subscriber.get(server, "statuses/sample.json");
                Subscriber reading = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(idle.status()).isEqualTo(200);

            assertThat(reading.lines(many.size())).hasSize(many.size());
            assertThat(server.counts().messages()).isLessThan(2L * many.size());
        }
    }

    @Test
    void endsStreamsWhenItCloses() throws Exception {
        LineSource lines = source("{'timestamp_ms':'0'}", "{'timestamp_ms':'3600000'}");
        StreamServer server = StreamServer.start(lines, ServeOptions.defaults());
        try (Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            subscriber.line();

            server.close();

            assertThat(subscriber.line()).isNull();
            assertThat(server.counts().open()).isZero();
            assertThatCode(server::close).doesNotThrowAnyException();
        }
    }

    @Test
    void noticesThatAClientHasLeft() throws Exception {
        try (StreamServer server = StreamServer.start(source("1"), FLAT_OUT.withKeepAlive(Duration.ofMillis(5)))) {
            try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                String request = "GET /1.1/statuses/sample.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            while (server.counts().open() > 0) {
                Thread.onSpinWait();
            }
            assertThat(server.counts().connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            GET  | statuses/firehose.json            |        | 404 | There is only /1.1/statuses/filter.json
            GET  | /1.1/statuses/sample.json/more    |        | 404 | There is only
            PUT  | statuses/sample.json              |        | 405 | /1.1/statuses/sample.json is for GET and POST
            PUT  | statuses/filter.json?track=a      |        | 405 | /1.1/statuses/filter.json is for GET and POST
            GET  | statuses/filter.json              |        | 406 | No filter parameters found. Expect at least one parameter: follow track locations
            POST | statuses/filter.json?track=       | follow=| 406 | No filter parameters found.
            POST | statuses/filter.json              | follow=me | 406 | Parameter follow must be ids of users
            POST | statuses/filter.json              | track=%zz | 406 | URLDecoder
            """)
    void saysWhyItRefuses(String method, String path, String form, int status, String reason) throws Exception {
        try (StreamServer server = StreamServer.start(source("1"), FLAT_OUT);
                Subscriber subscriber = Subscriber.send(server, path, method, form == null ? "" : form)) {
            assertThat(subscriber.status()).isEqualTo(status);
            assertThat(subscriber.rest()).startsWith(reason).endsWith("\r\n");
            assertThat(server.counts()).isEqualTo(ServeCounts.of(0, 0, 0, 0, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"track,400", "follow,5000"})
    void refusesMoreThanTwitterAllowed(String parameter, int most) throws Exception {
        String items = IntStream.range(0, most).mapToObj(Integer::toString).collect(Collectors.joining(","));

        try (StreamServer server = StreamServer.start(source("1"), FLAT_OUT);
                Subscriber enough = Subscriber.post(server, "statuses/filter.json", parameter + "=" + items);
                Subscriber tooMany =
                        Subscriber.post(server, "statuses/filter.json", parameter + "=" + items + ",9999")) {
            assertThat(enough.status()).isEqualTo(200);
            assertThat(tooMany.status()).isEqualTo(413);
            assertThat(tooMany.rest())
                    .isEqualTo("Parameter %s has %d items; at most %d are allowed\r\n"
                            .formatted(parameter, most + 1, most));
        }
    }

    @Test
    void saysWhoMustActIfThePortIsInUse() throws Exception {
        try (StreamServer server = StreamServer.start(source("1"), FLAT_OUT)) {
            int port = server.address().getPort();

            assertThatThrownBy(() -> StreamServer.start(source("1"), FLAT_OUT.withPort(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot listen on port %d of 127.0.0.1: ".formatted(port))
                    .hasMessageEndingWith("Stop what listens there, or choose another port (0: any free one)");
        }
    }

    @Test
    void saysThatAHostIsNotKnown() {
        ServeOptions options = FLAT_OUT.withAddress(InetSocketAddress.createUnresolved("nowhere.invalid", 0))
                .withPort(1);

        assertThatThrownBy(() -> StreamServer.start(source("1"), options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot listen on nowhere.invalid: there is no host of that name");
    }

    @Test
    void answersWith503IfTheLinesCannotBeOpened() throws Exception {
        LineSource broken = () -> {
            throw new IOException("Cannot read secret.json: gone");
        };

        try (StreamServer server = StreamServer.start(broken, FLAT_OUT);
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(subscriber.status()).isEqualTo(503);
            assertThat(subscriber.rest()).doesNotContain("secret");
        }
    }

    @Test
    void endsTheStreamIfTheLinesCannotBeReadOn() throws Exception {
        try (StreamServer server = StreamServer.start(BrokenCursor::new, FLAT_OUT);
                Subscriber subscriber = Subscriber.get(server, "statuses/sample.json")) {
            assertThat(subscriber.text()).isEqualTo("{}");

            assertThat(subscriber.rest()).isEmpty();
        }
    }

    /** One line, and no way to the second. */
    private static final class BrokenCursor implements LineCursor {
        private boolean read;

        @Override
        public boolean next() throws IOException {
            if (read) {
                throw new IOException("broken");
            }
            read = true;
            return true;
        }

        @Override
        public byte[] buffer() {
            return new byte[] {'_', '{', '}', '_'};
        }

        @Override
        public int offset() {
            return 1;
        }

        @Override
        public int length() {
            return 2;
        }

        @Override
        public void close() {}
    }

    private static LineSource source(String... lines) {
        return source(Stream.of(lines)
                .map(line -> line.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static LineSource source(List<byte[]> lines) {
        return LineSource.of(lines::iterator);
    }
}

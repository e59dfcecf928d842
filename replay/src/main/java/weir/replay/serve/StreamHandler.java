package weir.replay.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.raw.LineCursor;

/** Answers requests, each in a thread of its own that lasts as long as the stream. */
final class StreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);
    private static final String BANNED = "Exceeded connection limit for user";

    private final LineSource source;
    private final ServeOptions options;
    private final OAuthVerifier verifier;
    private final ServeTally tally = new ServeTally();
    private final Rehearsal rehearsal;
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<CountDownLatch> streams = ConcurrentHashMap.newKeySet();

    StreamHandler(LineSource source, ServeOptions options) {
        this.source = source;
        this.options = options;
        this.verifier = new OAuthVerifier(options.keys(), options.clock());
        this.rehearsal = new Rehearsal(options.faults(), System::nanoTime, tally::messages);
    }

    ServeCounts counts() {
        return tally.counts();
    }

    /** Asks all streams to end and waits some time for those that can. */
    void close(long millis) throws InterruptedException {
        closing.countDown();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (CountDownLatch stream : streams) {
            if (!stream.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /** Answers the one request of a connection and closes it. */
    void handle(Exchange exchange) throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        streams.add(ended);
        try (exchange) {
            answer(exchange);
        } finally {
            streams.remove(ended);
            ended.countDown();
        }
    }

    private void answer(Exchange exchange) throws IOException {
        try {
            StreamRequest request = StreamRequest.read(exchange, verifier);
            if (rehearsal.bans()) {
                throw new StreamRequest.RefusedException(420, BANNED);
            }
            stream(exchange, request);
        } catch (StreamRequest.RefusedException e) {
            tally.refused();
            refuse(exchange, e.refusal());
        }
    }

    private void stream(Exchange exchange, StreamRequest request) throws IOException, StreamRequest.RefusedException {
        try (LineCursor lines = open()) {
            long number = numbers.incrementAndGet();
            tally.opened();
            try {
                LOG.info(
                        "Connection opened connection={} endpoint={} client={}",
                        number,
                        request.endpoint(),
                        exchange.client());
                stream(exchange, request, lines, number);
            } finally {
                tally.closed();
            }
        }
    }

    private void stream(Exchange exchange, StreamRequest request, LineCursor lines, long number) throws IOException {
        OutputStream body = exchange.stream("application/json");
        MessageWriter out = new MessageWriter(body, request.delimited());
        StreamConnection connection = new StreamConnection(request.filter(), options, out, closing, tally, rehearsal);
        String end = play(connection, lines, exchange, body);
        LOG.info(
                "Connection closed connection={} messages={} keepAlives={} reason={}",
                number,
                connection.messages(),
                connection.keepAlives(),
                end);
    }

    private static String play(StreamConnection connection, LineCursor lines, Exchange exchange, OutputStream body) {
        try {
            StreamConnection.End end = playToEnd(connection, lines, body);
            if (end == StreamConnection.End.CLOSED) {
                body.close();
                return "server closes";
            }
            if (end == StreamConnection.End.RESET) {
                exchange.reset();
            } else {
                body.close();
            }
            connection.countUnsent(lines);
            return "fault " + (end == StreamConnection.End.RESET ? FaultKind.RESET : FaultKind.TRUNCATE);
        } catch (UncheckedIOException e) {
            LOG.error("Cannot read the lines to serve", e.getCause());
            return "lines cannot be read";
        } catch (IOException e) {
            LOG.debug("Client left", e);
            return "client left";
        }
    }

    /** Ends the response also when the lines cannot be read. */
    private static StreamConnection.End playToEnd(StreamConnection connection, LineCursor lines, OutputStream body)
            throws IOException {
        try {
            return connection.play(lines);
        } catch (UncheckedIOException e) {
            body.close();
            throw e;
        }
    }

    private LineCursor open() throws StreamRequest.RefusedException {
        if (closing.getCount() == 0) {
            throw new StreamRequest.RefusedException(503, "The server is closing");
        }
        try {
            return source.open();
        } catch (IOException | UncheckedIOException e) {
            LOG.error("Cannot open the lines to serve", e);
            throw new StreamRequest.RefusedException(503, "The lines cannot be read; see the log of the server");
        }
    }

    private static void refuse(Exchange exchange, Refusal refusal) throws IOException {
        LOG.info("Request refused status={} reason={}", refusal.status(), refusal.reason());
        exchange.answer(
                refusal.status(),
                "text/plain; charset=utf-8",
                (refusal.reason() + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}

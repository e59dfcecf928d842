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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.raw.LineCursor;

/** Answers requests, each in a thread of its own that lasts as long as the stream. */
final class StreamHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

    private final LineSource source;
    private final ServeOptions options;
    private final OAuthVerifier verifier;
    private final ServeTally tally = new ServeTally();
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<CountDownLatch> streams = ConcurrentHashMap.newKeySet();

    StreamHandler(LineSource source, ServeOptions options) {
        this.source = source;
        this.options = options;
        this.verifier = new OAuthVerifier(options.keys(), options.clock());
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

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        streams.add(ended);
        try (exchange) {
            answer(exchange);
        } finally {
            streams.remove(ended);
            ended.countDown();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            stream(exchange, StreamRequest.read(exchange, verifier));
        } catch (StreamRequest.RefusedException e) {
            tally.refused();
            refuse(exchange, e.refusal());
        }
    }

    private void stream(HttpExchange exchange, StreamRequest request)
            throws IOException, StreamRequest.RefusedException {
        try (LineCursor lines = open()) {
            long number = numbers.incrementAndGet();
            tally.opened();
            try {
                LOG.info(
                        "Connection opened connection={} endpoint={} client={}",
                        number,
                        request.endpoint(),
                        exchange.getRemoteAddress());
                stream(exchange, request, lines, number);
            } finally {
                tally.closed();
            }
        }
    }

    private void stream(HttpExchange exchange, StreamRequest request, LineCursor lines, long number)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        // the client learns at once that it is connected
        body.flush();
        MessageWriter out = new MessageWriter(body, request.delimited());
        StreamConnection connection =
                new StreamConnection(request.filter(), options.pace(), options.keepAlive(), out, closing, tally);
        String end = play(connection, lines, body);
        LOG.info(
                "Connection closed connection={} messages={} keepAlives={} reason={}",
                number,
                connection.messages(),
                connection.keepAlives(),
                end);
    }

    private static String play(StreamConnection connection, LineCursor lines, OutputStream body) {
        try {
            connection.play(lines);
            body.close();
            return "server closes";
        } catch (UncheckedIOException e) {
            LOG.error("Cannot read the lines to serve", e.getCause());
            return "lines cannot be read";
        } catch (IOException e) {
            LOG.debug("Client left", e);
            return "client left";
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

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        byte[] reason = (refusal.reason() + "\r\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Connection", "close");
        LOG.info("Request refused status={} reason={}", refusal.status(), refusal.reason());
        exchange.sendResponseHeaders(refusal.status(), reason.length);
        exchange.getResponseBody().write(reason);
    }
}

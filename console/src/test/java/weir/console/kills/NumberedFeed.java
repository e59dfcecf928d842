package weir.console.kills;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A live v1.1 stream of numbered messages. Their number goes on with time, whether anybody listens or not; a connection
 * begins at the present one. Whatever a slow client has not taken yet waits and is not left out.
 */
final class NumberedFeed implements Sent, AutoCloseable {

    private static final int WRITE_BYTES = 8 << 10;
    private static final long NAP_NANOS = 2_000_000;
    private static final String HEAD =
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            """;

    private final NumberedMessages messages;
    private final long perSecond;
    private final Instant begun;
    private final long begunNanos = System.nanoTime();
    private final ServerSocket listening;
    private final List<Sending> sendings = new CopyOnWriteArrayList<>();

    private NumberedFeed(NumberedMessages messages, long perSecond, Clock clock) throws IOException {
        this.messages = messages;
        this.perSecond = perSecond;
        this.begun = clock.instant();
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Begins to make messages, and listens at a port of 127.0.0.1. */
    static NumberedFeed start(NumberedMessages messages, long perSecond) throws IOException {
        NumberedFeed feed = new NumberedFeed(messages, perSecond, Clock.systemUTC());
        daemon(feed::accept);
        return feed;
    }

    /** The base URL of its v1.1 API. */
    String baseUrl() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/1.1/";
    }

    @Override
    public Instant made(long number) {
        return begun.plusNanos(Math.multiplyExact(number, 1_000_000L) / perSecond * 1_000L);
    }

    @Override
    public boolean wasSent(long number) {
        return connection(number).isPresent();
    }

    @Override
    public OptionalInt connection(long number) {
        int low = 0;
        int high = sendings.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Sending sending = sendings.get(middle);
            if (number < sending.first) {
                high = middle - 1;
            } else if (number > sending.last) {
                low = middle + 1;
            } else {
                return OptionalInt.of(middle);
            }
        }
        return OptionalInt.empty();
    }

    private long present() {
        return (System.nanoTime() - begunNanos) / 1_000 * perSecond / 1_000_000;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            awaitHead(socket);
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            send(out);
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static void awaitHead(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
    }

    private void send(OutputStream out) throws IOException {
        Sending sending = begin();
        ByteArrayOutputStream ready = new ByteArrayOutputStream(2 * WRITE_BYTES);
        long next = sending.first;
        while (!listening.isClosed() && isNewest(sending)) {
            long present = present();
            while (next <= present && ready.size() < WRITE_BYTES) {
                ready.writeBytes(messages.message(next, made(next)));
                ready.writeBytes(new byte[] {'\r', '\n'});
                if (next % 50 == 0) {
                    ready.writeBytes(new byte[] {'\r', '\n'}); // a keep-alive
                }
                next++;
            }
            if (ready.size() == 0) {
                LockSupport.parkNanos(NAP_NANOS);
            } else if (reach(sending, next - 1)) { // before it is written: nobody can have it earlier
                chunks(out, ready.toByteArray());
                ready.reset();
            }
        }
    }

    private synchronized Sending begin() {
        long after = sendings.isEmpty() ? 0 : sendings.get(sendings.size() - 1).last;
        Sending sending = new Sending(Math.max(present(), after) + 1);
        sendings.add(sending);
        return sending;
    }

    /** As at Twitter, a connection ends the one before it. */
    private boolean isNewest(Sending sending) {
        return sendings.get(sendings.size() - 1) == sending;
    }

    private synchronized boolean reach(Sending sending, long last) {
        if (isNewest(sending)) {
            sending.last = last;
            return true;
        }
        return false;
    }

    /** Two chunks, whose border may lie anywhere in a message. */
    private static void chunks(OutputStream out, byte[] content) throws IOException {
        int border = 1 + Math.floorMod(content[content.length / 2] * 7919, content.length);
        ByteArrayOutputStream framed = new ByteArrayOutputStream(content.length + 32);
        chunk(framed, content, 0, border);
        chunk(framed, content, border, content.length);
        framed.writeTo(out);
        out.flush();
    }

    private static void chunk(ByteArrayOutputStream framed, byte[] content, int from, int until) {
        if (until > from) { // a chunk of no bytes would end the stream
            framed.writeBytes((Integer.toHexString(until - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            framed.write(content, from, until - from);
            framed.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "numbered-feed");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /** What was written to one connection: all numbers from the first to the last. */
    private static final class Sending {

        private final long first;
        private volatile long last;

        private Sending(long first) {
            this.first = first;
            this.last = first - 1;
        }
    }
}

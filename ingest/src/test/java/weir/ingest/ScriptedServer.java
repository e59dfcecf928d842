package weir.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A v1.1 server that answers its n-th connection with its n-th answer, and any further one with the last. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listening;
    private final List<Answer> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    private ScriptedServer(int port, List<Answer> answers) throws IOException {
        this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.answers = List.copyOf(answers);
    }

    public static ScriptedServer start(Answer... answers) {
        return start(0, answers);
    }

    static ScriptedServer start(int port, Answer... answers) {
        try {
            ScriptedServer server = new ScriptedServer(port, List.of(answers));
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/1.1/";
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Head and body of each request, in the order of the connections. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections there were at the same time, at most. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** When each connection came, by System.nanoTime. */
    List<Long> times() {
        return times;
    }

    /** An answer that is only a status. */
    public static Answer status(int code) {
        return exchange ->
                exchange.raw("HTTP/1.1 " + code + " Scripted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    /** An answer that is a stream of lines which stays open. */
    public static Answer lines(List<String> lines) {
        return exchange -> {
            exchange.open();
            for (String line : lines) {
                exchange.line(line);
            }
            exchange.hold();
        };
    }

    private void accept() {
        for (int i = 0; !listening.isClosed(); i++) {
            try {
                Socket socket = listening.accept();
                times.add(System.nanoTime());
                Answer answer = answers.get(Math.min(i, answers.size() - 1));
                daemon(() -> answer(socket, answer));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket socket, Answer answer) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            answer.to(new Exchange(socket));
        } catch (IOException | InterruptedException e) {
            // the client has gone
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = -1;
        while (length < 0 || bytes.size() < length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            if (length < 0 && head.endsWith("\r\n\r\n")) {
                length = bytes.size()
                        + head.lines()
                                .filter(line -> line.startsWith("Content-Length: "))
                                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                                .sum();
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
    }

    /** What a connection is answered with; the connection is closed when it returns. */
    @FunctionalInterface
    public interface Answer {
        void to(Exchange exchange) throws IOException, InterruptedException;
    }

    /** The server's side of a connection. */
    public final class Exchange {

        private final Socket socket;
        private final OutputStream out;

        private Exchange(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        public void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Begins a chunked body. */
        public void open() throws IOException {
            open("");
        }

        /** Begins a chunked body with further headers, each ended by LF. */
        public void open(String headers) throws IOException {
            String head =
                    """
                    HTTP/1.1 200 OK
                    Content-Type: application/json
                    Transfer-Encoding: chunked
                    Connection: close
                    """;
            raw((head + headers + "\n").replace("\n", "\r\n"));
        }

        /** Ends a chunked body as it should. */
        public void end() throws IOException {
            raw("0\r\n\r\n");
        }

        /** Breaks the connection off. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client has gone. */
        public void awaitLeave() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // nothing is expected
            }
        }

        public void line(String line) throws IOException {
            part(line + "\r\n");
        }

        /** Sends text that need not be a whole line. */
        public void part(String text) throws IOException {
            part(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends bytes that need not be a whole line. */
        public void part(byte[] bytes) throws IOException {
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            framed.writeBytes(bytes);
            framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            framed.writeTo(out);
            out.flush();
        }

        /** Keeps the connection open and silent until the server closes. */
        public void hold() throws InterruptedException {
            closing.await();
        }
    }
}

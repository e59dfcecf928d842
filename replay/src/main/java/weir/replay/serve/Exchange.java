package weir.replay.serve;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request and the answer to it, over a connection of its own, which can also be broken. For one thread, but for
 * {@link #close()}.
 */
final class Exchange implements AutoCloseable {
    private static final int REQUEST_MILLIS = 20_000;
    private static final int LEAVE_MILLIS = 1_000;
    private static final int MOST_LEFT_BYTES = 4 << 20;
    private static final Map<Integer, String> PHRASES = Map.of(
            200, "OK",
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            406, "Not Acceptable",
            413, "Payload Too Large",
            420, "Enhance Your Calm",
            503, "Service Unavailable");

    private final Socket socket;
    private final Clock clock;
    private final InputStream in;
    private final OutputStream out;
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private boolean chunked;

    /** @param clock for the header {@code Date} */
    Exchange(Socket socket, Clock clock) throws IOException {
        this.socket = socket;
        this.clock = clock;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(REQUEST_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    SocketAddress client() {
        return socket.getRemoteSocketAddress();
    }

    /**
     * Reads what stands before the body.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    RequestHead head() throws IOException {
        RequestHead head = RequestHead.read(in);
        chunked = head.version().equals("HTTP/1.1");
        return head;
    }

    /** Reads the body, once. */
    byte[] body(RequestHead head) throws IOException {
        if (head.header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        byte[] body = in.readNBytes(head.contentLength());
        if (body.length < head.contentLength()) {
            throw new IOException("the client has left");
        }
        return body;
    }

    /** Adds a header to the answer. */
    void header(String name, String value) {
        answerHeaders.put(name, value);
    }

    /** Begins an answer that lasts; the client learns of it at once. Closing the stream ends it as a whole one. */
    OutputStream stream(String type) throws IOException {
        socket.setSoTimeout(0);
        if (chunked) {
            header("Transfer-Encoding", "chunked");
        }
        writeHead(200, type);
        out.flush();
        return chunked ? new Chunks(out) : out;
    }

    /** Answers, and takes what the client is still sending, so that it reads the answer. */
    void answer(int status, String type, byte[] body) throws IOException {
        header("Content-Length", String.valueOf(body.length));
        writeHead(status, type);
        out.write(body);
        out.flush();
        socket.shutdownOutput();
        socket.setSoTimeout(LEAVE_MILLIS);
        takeRest();
    }

    private void takeRest() throws IOException {
        byte[] rest = new byte[8 * 1024];
        int taken = 0;
        int length = in.read(rest);
        while (length >= 0 && taken < MOST_LEFT_BYTES) {
            taken += length;
            length = in.read(rest);
        }
    }

    private void writeHead(int status, String type) throws IOException {
        header(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        header("Content-Type", type);
        header("Connection", "close");
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(PHRASES.getOrDefault(status, "Refused"))
                .append("\r\n");
        answerHeaders.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection with a TCP reset; what is on its way may be lost. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection; whoever reads or writes it fails. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Each write is a chunk. */
    private static final class Chunks extends OutputStream {
        private static final byte[] LINE_END = {'\r', '\n'};

        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            // a chunk without a byte would end them all
            if (length > 0) {
                out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
                out.write(LINE_END);
                out.write(bytes, offset, length);
                out.write(LINE_END);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.close();
        }
    }
}

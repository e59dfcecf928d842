package weir.replay.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client that reads a stream as bytes. */
final class Subscriber implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpResponse<InputStream> response;
    private final InputStream in;

    private Subscriber(HttpRequest request) throws IOException, InterruptedException {
        response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        in = new BufferedInputStream(response.body());
    }

    static Subscriber get(StreamServer server, String path) throws IOException, InterruptedException {
        return send(server, path, "GET", "");
    }

    static Subscriber post(StreamServer server, String path, String form) throws IOException, InterruptedException {
        return send(server, path, "POST", form);
    }

    static Subscriber send(StreamServer server, String path, String method, String form)
            throws IOException, InterruptedException {
        URI address = server.baseUrl().resolve(path);
        return new Subscriber(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        form.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** All that comes until the server ends it. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next line, blank or not, without its CR LF; null at the end. */
    byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        byte[] bytes = line.toByteArray();
        if (octet < 0) {
            return null;
        }
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\r') {
            throw new IOException("a line ends without CR");
        }
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    String text() throws IOException {
        byte[] line = line();
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    List<byte[]> lines(int count) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(line());
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package weir.replay.serve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands before the body of an HTTP request.
 *
 * @param method in capitals
 * @param target path and query
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param headers by name in lower case; of several with one name the last
 */
record RequestHead(String method, URI target, String version, Map<String, String> headers) {
    private static final int MOST_BYTES = 256 * 1024;

    RequestHead {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads up to the blank line.
     *
     * @throws IllegalArgumentException if it is no request that can be understood; the message says why
     * @throws IOException if the client has left
     */
    static RequestHead read(InputStream in) throws IOException {
        String[] request = line(in).split(" ", -1);
        if (request.length != 3 || !List.of("HTTP/1.1", "HTTP/1.0").contains(request[2])) {
            throw new IllegalArgumentException("The request must begin with a method, a path and HTTP/1.1");
        }
        Map<String, String> headers = new TreeMap<>();
        int bytes = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            bytes += line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || bytes > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "The headers are longer than %d bytes, or one has no name".formatted(MOST_BYTES));
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new RequestHead(request[0], URI.create(request[1]), request[2], headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The length of the body in bytes. */
    int contentLength() {
        if (headers.containsKey("transfer-encoding")) {
            throw new IllegalArgumentException("The request must say its Content-Length");
        }
        try {
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("Content-Length must be a number of bytes");
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("the client has left");
            }
            if (line.size() >= MOST_BYTES) {
                throw new IllegalArgumentException(
                        "A line of the request is longer than %d bytes".formatted(MOST_BYTES));
            }
            line.write(octet);
            octet = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

package weir.console.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Touches servers, each for a few seconds at most, and asks for no data. */
final class Probe {

    private final Duration limit;

    Probe(Duration limit) {
        this.limit = limit;
    }

    /**
     * Connects, and with TLS shakes hands and checks the certificate.
     *
     * @throws IOException if that cannot be done in time
     */
    void connect(String host, int port, boolean tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("no address is known for " + host);
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(limit.toMillis()));
            if (tls) {
                shakeHands(socket, host, port);
            }
        }
    }

    private void shakeHands(Socket socket, String host, int port) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        }
    }

    /** The time a server says it is, by a HEAD request; empty if it does not say. */
    Optional<Instant> date(URI uri) {
        HttpRequest head = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(limit)
                    .build()
                    .send(head, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Date")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

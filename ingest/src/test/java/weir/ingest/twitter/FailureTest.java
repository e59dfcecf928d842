package weir.ingest.twitter;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import twitter4j.TwitterException;

import weir.lake.raw.Cause;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTest {

    @Test
    void statusComesFromTheAnswer() {
        TwitterException error = new TwitterException("body of the answer", new IOException("x"), 420);

        assertThat(Failure.of(error, Instant.EPOCH)).isEqualTo(Failure.http(420, Optional.empty()));
    }

    @Test
    void answersWithoutBodyHaveTheirStatusToo() {
        IOException refused = new IOException("Server returned HTTP response code: 403 for URL: http://localhost/x");

        assertThat(Failure.of(new TwitterException(refused.getMessage(), refused, -1), Instant.EPOCH)
                        .httpStatus())
                .isEqualTo(403);
        assertThat(Failure.of(new TwitterException("u", new FileNotFoundException("u"), -1), Instant.EPOCH)
                        .httpStatus())
                .isEqualTo(404);
    }

    @Test
    void networkErrorIsNamedByItsFirstCause() {
        TwitterException error = new TwitterException("Stream closed.", new ConnectException("Connection refused"));

        assertThat(Failure.of(error, Instant.EPOCH))
                .isEqualTo(Failure.network(Cause.NETWORK, "ConnectException: Connection refused"));
    }

    @Test
    void refusedConnectionsAndUnknownHostsAreNamed() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(reason(client, "http://127.0.0.1:" + port)).isEqualTo("the connection was refused");
        assertThat(reason(client, "http://no-such-host.invalid")).isEqualTo("the name of the host cannot be resolved");
    }

    private static String reason(HttpClient client, String url) throws InterruptedException {
        try {
            client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
            throw new AssertionError("connected to " + url);
        } catch (IOException e) {
            return Failure.network(e).reason();
        }
    }

    @Test
    void silenceIsToldFromOtherErrors() {
        TwitterException silent = new TwitterException("Stream closed.", new SocketTimeoutException("Read timed out"));

        assertThat(Failure.of(silent, Instant.EPOCH).cause()).isEqualTo(Cause.SILENCE);
        assertThat(Failure.network(new SocketTimeoutException("Connect timed out"))
                        .cause())
                .isEqualTo(Cause.NETWORK);
    }

    @Test
    void theServersWaitIsSecondsOrADate() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");

        assertThat(RetryAfter.parse("120", now)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" Sun, 22 Nov 2026 10:01:00 GMT", now)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 09:59:00 GMT", now)).isEmpty();
        assertThat(RetryAfter.parse("999999999", now)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.parse("soon", now)).isEmpty();
        assertThat(RetryAfter.parse("-1", now)).isEmpty();
        assertThat(RetryAfter.parse(null, now)).isEmpty();
    }
}

package weir.ingest.twitter;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

import twitter4j.auth.OAuthAuthorization;

/**
 * One connection to a v1.1 stream, from the request to the end of the body. Read by one thread; {@link #close} and
 * {@link #closeIfSilent} may be called by others.
 */
final class RawConnection implements Closeable {

    private static final int OK = 200;

    private final WatchedInput body;
    private final boolean gzip;
    private final boolean endIsTold;
    private final StreamRequest request;
    private volatile boolean silent;

    private RawConnection(WatchedInput body, HttpHeaders headers, StreamRequest request) {
        this.body = body;
        this.gzip = headers.firstValue("Content-Encoding")
                .map("gzip"::equalsIgnoreCase)
                .orElse(false);
        this.endIsTold = gzip
                || headers.firstValue("Transfer-Encoding").isPresent()
                || headers.firstValue("Content-Length").isPresent();
        this.request = request;
    }

    /**
     * What connections are made with. The client's tasks run in its thread that reads the socket, as none of them waits: two
     * threads more that hand on each piece would wait for each other.
     */
    static HttpClient.Builder client(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Runnable::run)
                .connectTimeout(connectTimeout);
    }

    /**
     * Connects.
     *
     * @throws RefusedException if the server answers with another status than 200
     * @throws IOException if no answer comes
     */
    static RawConnection open(
            HttpClient client, StreamRequest request, OAuthAuthorization authorization, Duration timeout, Instant now)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request.signed(authorization, timeout), BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            response.body().close();
            String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
            throw new RefusedException(Failure.http(response.statusCode(), RetryAfter.parse(retryAfter, now)));
        }
        return new RawConnection(new WatchedInput(response.body(), System::nanoTime), response.headers(), request);
    }

    /** The messages. To be asked for once, by the reading thread, as the head of a gzip body may have to be waited for. */
    Framing messages() throws IOException {
        InputStream plain = gzip ? new GZIPInputStream(body, 1 << 16) : body;
        return request.delimited() ? new LengthFraming(plain) : new LineFraming(plain, endIsTold);
    }

    /** Ends the connection if nothing has come for so long. */
    void closeIfSilent(Duration limit) throws IOException {
        if (body.silentNanos() > limit.toNanos()) {
            silent = true;
            close();
        }
    }

    /** Whether it was ended because nothing came. */
    boolean wasSilent() {
        return silent;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    /** The server does not open the stream. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        RefusedException(Failure failure) {
            super(failure.reason());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }
}

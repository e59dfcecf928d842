package weir.ingest.twitter;

import java.io.Serializable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import weir.ingest.receive.IntakeSettings;

/**
 * What a receiver needs on the machine where it runs. No credentials.
 *
 * @param baseUrl where the stream's endpoints are, ends in {@code /}
 * @param readTimeout silence after which the connection counts as dead
 * @param connectTimeout how long connecting may take
 * @param rateLimit messages a second at most; 0 is no limit
 * @param backoff the waits between connections
 * @param intake where what it reads goes
 */
record ReceiverSettings(
        String baseUrl,
        Duration readTimeout,
        Duration connectTimeout,
        long rateLimit,
        Backoff backoff,
        IntakeSettings intake)
        implements Serializable {

    /** The stream's name. */
    String stream() {
        return intake.stream();
    }

    /** What time it is. */
    Clock clock() {
        return intake.clock();
    }

    /** Host and port of the server, for messages. */
    String host() {
        return URI.create(baseUrl).getAuthority();
    }

    /** The same with another first chunk. */
    ReceiverSettings beginningAt(long sequence) {
        return new ReceiverSettings(
                baseUrl, readTimeout, connectTimeout, rateLimit, backoff, intake.beginningAt(sequence));
    }
}

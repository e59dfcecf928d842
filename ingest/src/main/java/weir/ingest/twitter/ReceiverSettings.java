package weir.ingest.twitter;

import java.io.Serializable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * What a receiver needs on the machine where it runs. No credentials.
 *
 * @param stream the stream's name
 * @param baseUrl where the stream's endpoints are, ends in {@code /}
 * @param readTimeout silence after which the connection counts as dead
 * @param connectTimeout how long connecting may take
 * @param chunkBytes how many bytes of lines travel together
 * @param chunkInterval after which time a chunk that is not full travels anyway
 * @param rateLimit messages a second at most; 0 is no limit
 * @param backoff the waits between connections
 * @param clock what time it is
 */
record ReceiverSettings(
        String stream,
        String baseUrl,
        Duration readTimeout,
        Duration connectTimeout,
        long chunkBytes,
        Duration chunkInterval,
        long rateLimit,
        Backoff backoff,
        Clock clock)
        implements Serializable {

    /** Host and port of the server, for messages. */
    String host() {
        return URI.create(baseUrl).getAuthority();
    }
}

package weir.ingest.twitter;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;

import org.junit.jupiter.api.Test;
import twitter4j.TwitterException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTest {

    @Test
    void statusComesFromTheAnswer() {
        TwitterException error = new TwitterException("body of the answer", new IOException("x"), 420);

        assertThat(Failure.of(error)).isEqualTo(new Failure(420, "HTTP status 420"));
    }

    @Test
    void answersWithoutBodyHaveTheirStatusToo() {
        IOException refused = new IOException("Server returned HTTP response code: 403 for URL: http://localhost/x");

        assertThat(Failure.of(new TwitterException(refused.getMessage(), refused, -1))
                        .httpStatus())
                .isEqualTo(403);
        assertThat(Failure.of(new TwitterException("u", new FileNotFoundException("u"), -1))
                        .httpStatus())
                .isEqualTo(404);
    }

    @Test
    void networkErrorIsNamedByItsFirstCause() {
        TwitterException error = new TwitterException("Stream closed.", new ConnectException("Connection refused"));

        assertThat(Failure.of(error)).isEqualTo(new Failure(Failure.NETWORK, "ConnectException: Connection refused"));
    }
}

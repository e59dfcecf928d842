package weir.replay.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitter4j.FilterQuery;
import twitter4j.RawStreamListener;
import twitter4j.Status;
import twitter4j.StatusAdapter;
import twitter4j.TwitterException;
import twitter4j.TwitterStream;
import twitter4j.TwitterStreamFactory;
import twitter4j.conf.ConfigurationBuilder;

import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** The client library of the time, unmodified. */
@Timeout(90)
class TwitterClientTest {
    private static final ServeKeys KEYS = new ServeKeys("key &", "secret+/", "1-token", "töken secret");
    private static final List<String> TWEETS =
            TweetGenerator.of(TweetOptions.of(5, Instant.parse("2026-11-22T00:00:00Z"))).take(2_000).stream()
                    .map(tweet -> new String(tweet, StandardCharsets.UTF_8))
                    .toList();
    private static final ServeOptions OPTIONS =
            // the client's shutdown waits for the next line
            ServeOptions.defaults().withPace(Pace.MAX).withKeys(KEYS).withKeepAlive(Duration.ofMillis(200));

    @Test
    void receivesEveryLineOfTheSample() throws Exception {
        try (StreamServer server = StreamServer.start(source(), OPTIONS)) {
            Listener listener = new Listener();
            TwitterStream stream = client(server, KEYS);
            stream.addListener(listener);

            stream.sample();

            assertThat(listener.take(TWEETS.size())).isEqualTo(TWEETS);
            assertThat(listener.failures).isEmpty();
            stream.shutdown();
        }
    }

    @Test
    void receivesEveryLineItFiltersFor() throws Exception {
        List<String> tagged =
                TWEETS.stream().filter(tweet -> tweet.contains("#DSD")).toList();

        try (StreamServer server = StreamServer.start(source(), OPTIONS)) {
            Listener listener = new Listener();
            TwitterStream stream = client(server, KEYS);
            stream.addListener(listener);

            stream.filter(
                    new FilterQuery().track("#DSD", "wasn't “here”", "não há").follow(1, 2));

            assertThat(listener.take(tagged.size())).isEqualTo(tagged);
            assertThat(listener.failures).isEmpty();
            stream.shutdown();
        }
    }

    @Test
    void comesBackAfterFaultsAndMissesNothing() throws Exception {
        ServeOptions faulty =
                OPTIONS.withFaults(Stream.of("reset@600", "limit=50@1400", "truncate@1800", "stall=1s@2200")
                        .map(Fault::parse)
                        .toList());

        try (StreamServer server = StreamServer.start(source(), faulty)) {
            Listener listener = new Listener();
            TwitterStream stream = client(server, KEYS);
            stream.addListener(listener);

            stream.sample();

            Set<String> missing = new HashSet<>(TWEETS);
            List<String> others = new ArrayList<>();
            while (!missing.isEmpty()) {
                String message = listener.take(1).get(0);
                if (!missing.remove(message) && !TWEETS.contains(message)) {
                    others.add(message);
                }
            }
            // of what was cut, it hands on what it has got
            assertThat(others)
                    .hasSizeBetween(1, 3)
                    .filteredOn(message -> message.startsWith("{\"limit\":{\"track\":50,"))
                    .hasSize(1);
            assertThat(listener.failures).isNotEmpty();
            assertThat(server.counts().connections()).isEqualTo(3);
            assertThat(server.counts().withheld()).isEqualTo(50);
            assertThat(server.counts().cut()).isEqualTo(2);
            stream.shutdown();
        }
    }

    @Test
    void understandsEveryTweet() throws Exception {
        try (StreamServer server = StreamServer.start(source(), OPTIONS)) {
            BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
            TwitterStream stream = client(server, KEYS);
            stream.addListener(new StatusAdapter() {
                @Override
                public void onStatus(Status status) {
                    heard.add(status);
                }

                @Override
                public void onException(Exception failure) {
                    heard.add(failure);
                }
            });

            stream.sample();

            for (String tweet : TWEETS) {
                assertThat(heard.poll(30, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                Status.class, status -> assertThat(tweet).contains("\"id\":" + status.getId() + ","));
            }
            stream.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer key", "consumer secret", "token", "token secret"})
    void isToldThatItsKeysAreWrong(String wrong) throws Exception {
        ServeKeys keys = new ServeKeys(
                KEYS.consumerKey() + (wrong.equals("consumer key") ? "x" : ""),
                KEYS.consumerSecret() + (wrong.equals("consumer secret") ? "x" : ""),
                KEYS.accessToken() + (wrong.equals("token") ? "x" : ""),
                KEYS.accessTokenSecret() + (wrong.equals("token secret") ? "x" : ""));

        try (StreamServer server = StreamServer.start(source(), OPTIONS)) {
            BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
            TwitterStream stream = client(server, keys);
            stream.addListener(new StatusAdapter() {
                @Override
                public void onException(Exception failure) {
                    failures.add(failure);
                }
            });

            stream.filter("#DSD");

            assertThat(failures.poll(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(TwitterException.class, failure -> assertThat(failure.getStatusCode())
                            .isEqualTo(401));
            assertThat(server.counts()).isEqualTo(ServeCounts.of(0, 0, 0, 0, 1));
            stream.shutdown();
        }
    }

    private static LineSource source() {
        return LineSource.of(() -> TWEETS.stream()
                .map(tweet -> tweet.getBytes(StandardCharsets.UTF_8))
                .iterator());
    }

    private static TwitterStream client(StreamServer server, ServeKeys keys) {
        return new TwitterStreamFactory(new ConfigurationBuilder()
                        .setStreamBaseURL(server.baseUrl().toString())
                        .setOAuthConsumerKey(keys.consumerKey())
                        .setOAuthConsumerSecret(keys.consumerSecret())
                        .setOAuthAccessToken(keys.accessToken())
                        .setOAuthAccessTokenSecret(keys.accessTokenSecret())
                        .build())
                .getInstance();
    }

    /** Keeps what it hears, blank lines excepted. */
    private static final class Listener implements RawStreamListener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

        @Override
        public void onMessage(String message) {
            if (!message.isEmpty()) {
                messages.add(message);
            }
        }

        @Override
        public void onException(Exception failure) {
            failures.add(failure);
        }

        List<String> take(int count) throws InterruptedException {
            List<String> taken = new ArrayList<>();
            while (taken.size() < count) {
                taken.add(messages.poll(30, TimeUnit.SECONDS));
            }
            return taken;
        }
    }
}

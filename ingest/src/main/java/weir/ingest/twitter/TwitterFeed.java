package weir.ingest.twitter;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import scala.Option;
import scala.reflect.ClassTag$;
import twitter4j.FilterQuery;
import twitter4j.auth.AccessToken;
import twitter4j.auth.Authorization;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.ConfigurationBuilder;

import weir.lake.config.BoundingBox;
import weir.lake.config.IngestConfig;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterCredentials;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.raw.Chunk;

/** A stream of v1.1 statuses that is ready to be connected: its keys are there, nothing is open. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
public final class TwitterFeed {

    static {
        ReceiverConfigurations.install();
    }

    private final Authorization authorization;
    private final Option<FilterQuery> query;
    private final ReceiverSettings settings;

    private TwitterFeed(Authorization authorization, Option<FilterQuery> query, ReceiverSettings settings) {
        this.authorization = authorization;
        this.query = query;
        this.settings = settings;
    }

    /**
     * The feed of a stream.
     *
     * @param environment where the keys are, unless the source names a file
     * @throws weir.lake.config.ConfigException if keys are missing
     */
    public static TwitterFeed of(
            StreamConfig stream, IngestConfig ingest, Backoff backoff, Map<String, String> environment) {
        TwitterSourceConfig source = (TwitterSourceConfig) stream.source();
        TwitterCredentials credentials = TwitterCredentials.load(source.credentialsFile(), environment);
        ReceiverSettings settings = new ReceiverSettings(
                stream.name(),
                source.baseUrl(),
                source.readTimeout(),
                source.connectTimeout(),
                ingest.chunkBytes(),
                ingest.chunkInterval(),
                stream.rateLimit(),
                backoff,
                Clock.systemUTC());
        return new TwitterFeed(authorization(credentials), query(source), settings);
    }

    /**
     * Adds this feed to a context that has not started yet. Chunks of one batch come in any order; their sequence says
     * the right one.
     */
    public JavaDStream<Chunk> connect(StreamingContext context) {
        TwitterChunkStream stream = new TwitterChunkStream(context, authorization, query, settings);
        return JavaDStream.fromDStream(ChunksAsStatuses.out(stream), ClassTag$.MODULE$.apply(Chunk.class));
    }

    private static Authorization authorization(TwitterCredentials credentials) {
        OAuthAuthorization authorization = new OAuthAuthorization(new ConfigurationBuilder().build());
        authorization.setOAuthConsumer(credentials.consumerKey(), credentials.consumerSecret());
        authorization.setOAuthAccessToken(new AccessToken(credentials.accessToken(), credentials.accessTokenSecret()));
        return authorization;
    }

    private static Option<FilterQuery> query(TwitterSourceConfig source) {
        if (source.sample()) {
            return Option.empty();
        }
        FilterQuery query = new FilterQuery();
        if (!source.track().isEmpty()) {
            query.track(source.track().toArray(String[]::new));
        }
        if (!source.follow().isEmpty()) {
            query.follow(source.follow().stream().mapToLong(Long::longValue).toArray());
        }
        if (!source.locations().isEmpty()) {
            query.locations(
                    source.locations().stream().flatMap(TwitterFeed::corners).toArray(double[][]::new));
        }
        if (!source.languages().isEmpty()) {
            query.language(source.languages().toArray(String[]::new));
        }
        return Option.apply(query);
    }

    private static Stream<double[]> corners(BoundingBox box) {
        return Stream.of(new double[] {box.west(), box.south()}, new double[] {box.east(), box.north()});
    }
}

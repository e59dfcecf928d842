package weir.ingest.twitter;

import java.util.Map;
import java.util.stream.Stream;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import twitter4j.FilterQuery;
import twitter4j.auth.AccessToken;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.ConfigurationBuilder;

import weir.ingest.receive.ChunkFeed;
import weir.ingest.receive.IntakeSettings;
import weir.lake.config.BoundingBox;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterCredentials;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.raw.Chunk;

/** A stream of v1.1 messages that is ready to be connected: its keys are there, nothing is open. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
public final class TwitterFeed implements ChunkFeed.Source {

    /**
     * Chunks that do not fit into memory wait on the disk; those that do are kept as they are, since a batch of the same process
     * takes them without a copy. Not replicated, as there may be one machine only.
     */
    static final StorageLevel STORAGE = StorageLevel.MEMORY_AND_DISK();

    private static final ClassTag<Chunk> CHUNK = ClassTag$.MODULE$.apply(Chunk.class);

    static {
        ReceiverConfigurations.install();
    }

    private final TwitterSourceConfig source;
    private final OAuthAuthorization authorization;
    private final ReceiverSettings settings;

    private TwitterFeed(TwitterSourceConfig source, OAuthAuthorization authorization, ReceiverSettings settings) {
        this.source = source;
        this.authorization = authorization;
        this.settings = settings;
    }

    /**
     * The feed of a stream.
     *
     * @param intake where what is read goes
     * @param environment where the keys are, unless the source names a file
     * @throws weir.lake.config.ConfigException if keys are missing
     */
    public static TwitterFeed of(
            StreamConfig stream,
            TwitterSourceConfig source,
            IntakeSettings intake,
            Backoff backoff,
            Map<String, String> environment) {
        TwitterCredentials credentials = TwitterCredentials.load(source.credentialsFile(), environment);
        ReceiverSettings settings = new ReceiverSettings(
                source.baseUrl(), source.readTimeout(), source.connectTimeout(), stream.rateLimit(), backoff, intake);
        return new TwitterFeed(source, authorization(credentials), settings);
    }

    @Override
    public JavaDStream<Chunk> connect(StreamingContext context, long firstSequence) {
        ReceiverSettings here = settings.beginningAt(firstSequence);
        if (source.receiver() == TwitterReceiverKind.RAW) {
            RawReceiver receiver = new RawReceiver(StreamRequest.of(source), authorization, STORAGE, here);
            return JavaDStream.fromDStream(context.receiverStream(receiver, CHUNK), CHUNK);
        }
        TwitterChunkStream stream = new TwitterChunkStream(context, authorization, query(source), here);
        return JavaDStream.fromDStream(ChunksAsStatuses.out(stream), CHUNK);
    }

    static OAuthAuthorization authorization(TwitterCredentials credentials) {
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

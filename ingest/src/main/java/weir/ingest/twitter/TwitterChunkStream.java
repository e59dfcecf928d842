package weir.ingest.twitter;

import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.receiver.Receiver;
import org.apache.spark.streaming.twitter.TwitterInputDStream;
import scala.Option;
import twitter4j.FilterQuery;
import twitter4j.Status;
import twitter4j.auth.Authorization;

/** Bahir's stream with a receiver that hands on chunks of raw JSON instead of statuses. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
final class TwitterChunkStream extends TwitterInputDStream {

    private static final long serialVersionUID = 1L;

    private final transient TwitterChunkReceiver receiver;

    TwitterChunkStream(
            StreamingContext context,
            Authorization authorization,
            Option<FilterQuery> query,
            ReceiverSettings settings) {
        super(context, Option.apply(authorization), query, TwitterFeed.STORAGE);
        this.receiver = new TwitterChunkReceiver(authorization, query, TwitterFeed.STORAGE, settings);
    }

    @Override
    public Receiver<Status> getReceiver() {
        return receiver;
    }
}

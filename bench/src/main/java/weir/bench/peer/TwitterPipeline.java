package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.apache.spark.streaming.twitter.TwitterUtils;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;

/** Bahir's {@code TwitterUtils} and {@code saveAsTextFiles}, from their start until the last tweet is saved. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4
public final class TwitterPipeline implements Contender {

    private static final String STATUS = "StatusJSONImpl{";

    private final TweetLakes data;
    private final Feed feed;
    private final Supplier<SparkSession> session;
    private Path folder;
    private JavaStreamingContext context;

    /**
     * To be made before anything else uses twitter4j, which looks at its settings once in the life of a process.
     *
     * @param session whose Spark context is used
     */
    public TwitterPipeline(TweetLakes data, Feed feed, Supplier<SparkSession> session) {
        this.data = data;
        this.feed = feed;
        this.session = session;
        System.setProperty("twitter4j.streamBaseURL", feed.baseUrl().toString());
        for (String key : List.of("consumerKey", "consumerSecret", "accessToken", "accessTokenSecret")) {
            System.setProperty("twitter4j.oauth." + key, Feed.ANY_KEY);
        }
    }

    @Override
    public String name() {
        return "TwitterUtils, saveAsTextFiles";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Feed.awaitIdle(session.get());
        folder = data.emptyPlace("twitter-pipeline");
        Files.createDirectories(folder);
    }

    @Override
    public void run() throws IOException, InterruptedException {
        AtomicLong saved = new AtomicLong();
        context = new JavaStreamingContext(
                JavaSparkContext.fromSparkContext(session.get().sparkContext()),
                Durations.milliseconds(Feed.BATCH_INTERVAL.toMillis()));
        context.ssc().addStreamingListener(new Count(saved));
        TwitterUtils.createStream(context)
                .dstream()
                .saveAsTextFiles(folder.resolve("tweets").toString(), "json");
        context.start();
        try {
            feed.await(saved::get);
        } catch (IOException | InterruptedException e) {
            context.stop(false, false); // or it would be in the way of the next one
            throw e;
        }
    }

    @Override
    public String answer() throws IOException {
        context.stop(false, false);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> parts = files.filter(
                            file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
            long tweets = 0;
            for (Path part : parts) {
                try (Stream<String> lines = Files.lines(part)) {
                    tweets += lines.filter(line -> line.startsWith(STATUS)).count();
                }
            }
            return tweets + " tweets";
        }
    }

    @Override
    public Optional<String> expected() {
        return Optional.of(feed.messages() + " tweets");
    }

    /** Counts the records of batches that are done. */
    private record Count(AtomicLong records) implements StreamingListener {

        @Override
        public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
            records.addAndGet(completed.batchInfo().numRecords());
        }
    }
}

package weir.ingest.kafka;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;

import weir.ingest.feed.Feed;
import weir.ingest.feed.StreamTarget;
import weir.lake.config.KafkaSourceConfig;

/**
 * Topics of Kafka as microbatches, with Spark's direct stream. The newest manifest says where a batch begins, and nothing
 * else does: no offset is committed to Kafka. The direct stream says how far it goes, within Spark's own limits ({@code
 * spark.streaming.kafka.maxRatePerPartition}, back-pressure); {@code rate-limit} and {@code max-batch-messages} bound it
 * further.
 *
 * <p>A cluster that does not answer is waited for. What a person has to correct, such as a password or the name of a
 * topic, ends ingest if it is so from the start.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; the other sources need them
public final class KafkaFeed implements Feed {

    private static final String COUNTING = "spark.streaming.kafka.allowNonConsecutiveOffsets";
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_A_BATCH = 5;

    private final ClientSettings settings;
    private final OffsetPlanner planner;
    private final KafkaBatches batches;
    private final TopicWatch watch;

    private KafkaFeed(ClientSettings settings, OffsetPlanner planner, KafkaBatches batches, TopicWatch watch) {
        this.settings = settings;
        this.planner = planner;
        this.batches = batches;
        this.watch = watch;
    }

    /**
     * The feed of a stream. Opens nothing.
     *
     * @throws weir.lake.config.ConfigException if the properties file cannot be used
     */
    public static KafkaFeed of(StreamTarget target, KafkaSourceConfig source, Duration batchInterval, Clock clock) {
        ClientSettings settings = ClientSettings.of(target.stream().name(), source);
        OffsetPlanner planner = new OffsetPlanner(
                source.start(), limit(source.maxBatchMessages(), target.stream().rateLimit(), batchInterval));
        TopicReader reader = new TopicReader(settings, source.topics(), clock);
        return new KafkaFeed(
                settings,
                planner,
                new KafkaBatches(target, settings, source.line(), planner),
                new TopicWatch(target, reader, lookEvery(batchInterval)));
    }

    /** How many messages a batch reads at most. */
    static long limit(long maxBatchMessages, long rateLimit, Duration batchInterval) {
        if (rateLimit == 0) {
            return maxBatchMessages;
        }
        double messages = (double) rateLimit * batchInterval.toMillis() / 1000;
        return Math.max(1, Math.min(maxBatchMessages, (long) messages));
    }

    private static Duration lookEvery(Duration batchInterval) {
        Duration part = batchInterval.dividedBy(LOOKS_A_BATCH);
        Duration atLeast = part.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : part;
        return atLeast.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : atLeast;
    }

    @Override
    public void recover() throws IOException {
        batches.recover();
        Optional<TopicLook> look = watch.first();
        if (look.isPresent()) {
            batches.begin(look.get());
        }
    }

    @Override
    public void attach(StreamingContext context) {
        refuseCounting(context.sparkContext().getConf());
        JavaInputDStream<ConsumerRecord<byte[], byte[]>> stream = KafkaUtils.createDirectStream(
                new JavaStreamingContext(context),
                LocationStrategies.PreferConsistent(),
                new ToldTopics(
                        settings.unread(),
                        this::seen,
                        (partition, bounds) -> planner.from(partition, batches.standing(), bounds)));
        stream.foreachRDD(this::write);
        watch.start();
    }

    /** With this setting the direct stream reads every batch when it makes it, only to count, and does so badly. */
    private static void refuseCounting(SparkConf conf) {
        if (conf.getBoolean(COUNTING, false)) {
            throw new IllegalStateException(
                    "Cannot read Kafka with " + COUNTING + " = true: Spark would read each batch"
                            + " twice; take the setting away, offsets without a message are no problem here");
        }
    }

    @Override
    public void drain(Duration limit) throws IOException {
        watch.close();
        batches.stop();
        IdleConsumers.closeAll(settings);
    }

    private SortedMap<TopicPartition, Bounds> seen() {
        return watch.newest().map(TopicLook::partitions).orElseGet(Collections::emptySortedMap);
    }

    private void write(JavaRDD<ConsumerRecord<byte[], byte[]>> rdd, Time time) {
        Map<TopicPartition, Long> reach = new HashMap<>();
        for (OffsetRange range : ((HasOffsetRanges) rdd.rdd()).offsetRanges()) {
            reach.put(range.topicPartition(), range.untilOffset());
        }
        Instant batch = Instant.ofEpochMilli(time.milliseconds());
        watch.newest()
                .ifPresent(look -> batches.write(JavaSparkContext.fromSparkContext(rdd.context()), look, reach, batch));
    }
}

package weir.ingest.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.kafka010.OffsetRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.ingest.feed.FailedBatch;
import weir.ingest.feed.PartPlace;
import weir.ingest.feed.StreamTarget;
import weir.ingest.feed.Written;
import weir.lake.config.KafkaLine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Position;
import weir.lake.raw.WrittenPart;

/**
 * Plans, writes and commits the batches of one stream. Each begins where the newest manifest ends, so that a batch that
 * failed is in the next one. Safe for threads.
 */
final class KafkaBatches {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatches.class);

    /** Other streams wait meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StreamTarget target;
    private final ClientSettings settings;
    private final KafkaLine line;
    private final OffsetPlanner planner;
    private volatile Standing standing;
    private boolean stopped;

    KafkaBatches(StreamTarget target, ClientSettings settings, KafkaLine line, OffsetPlanner planner) {
        this.target = target;
        this.settings = settings;
        this.line = line;
        this.planner = planner;
        this.standing = Standing.nothing(target.now());
    }

    /** Reads from the lake where to go on. */
    synchronized void recover() throws IOException {
        target.manifests()
                .newest(manifest -> position(manifest).isPresent())
                .ifPresent(manifest -> stand(manifest, manifest.microbatch().time()));
    }

    /** Where the stream stands. Does not wait for a batch that is being written. */
    Standing standing() {
        return standing;
    }

    /**
     * Commits where the stream begins, and the gaps that there are already. Reads nothing.
     *
     * @throws IOException if the lake cannot be written
     */
    synchronized void begin(TopicLook look) throws IOException {
        OffsetPlan plan = new OffsetPlanner(planner.start(), 0).plan(standing, look, Map.of());
        if (plan.begins() || !plan.gaps().isEmpty()) {
            carryOut(plan, look.time(), look.time(), place -> List.of());
        }
    }

    /**
     * Writes and commits a batch. Throws nothing: a failure is told, and the next batch makes good for it.
     *
     * @param reach how far each partition may be read
     */
    synchronized void write(JavaSparkContext spark, TopicLook look, Map<TopicPartition, Long> reach, Instant time) {
        if (stopped) {
            return;
        }
        try {
            settle();
            OffsetPlan plan = planner.plan(standing, look, reach);
            if (plan.isEmpty()) {
                standing = new Standing(standing.position(), look.time());
                return;
            }
            spark.setJobDescription(
                    "write the batch of " + time + " of " + target.stream().name());
            carryOut(plan, time, look.time(), place -> written(spark, plan, place));
        } catch (Exception e) { // Spark throws checked exceptions without declaring them
            report(time, e);
        }
    }

    /** Writes no further batch, and finds out what became of the last one. */
    synchronized void stop() throws IOException {
        stopped = true;
        settle();
    }

    private void settle() throws IOException {
        target.settle().ifPresent(manifest -> stand(manifest, standing.time()));
    }

    /** A batch of nothing but the ends of transactions leaves no manifest; this process need not read them again. */
    private void carryOut(OffsetPlan plan, Instant time, Instant looked, Parts parts) throws IOException {
        target.commit(time, place -> {
            Written written = Written.of(parts.write(place), plan.position(), plan.gaps());
            return plan.begins() ? written.beginning() : written;
        });
        standing = new Standing(plan.position(), looked);
    }

    private List<WrittenPart> written(JavaSparkContext spark, OffsetPlan plan, PartPlace place) {
        List<WriteRange.Task> tasks = new ArrayList<>();
        for (int i = 0; i < plan.ranges().size(); i++) {
            OffsetRange range = plan.ranges().get(i);
            if (range.count() > 0) {
                tasks.add(new WriteRange.Task(i, range));
            }
        }
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<WriteRange.Result> results = spark.parallelize(tasks, tasks.size())
                .map(new WriteRange(place, settings, line, PATIENCE))
                .collect();
        tell(results);
        return results.stream().map(WriteRange.Result::part).toList();
    }

    private void tell(List<WriteRange.Result> results) {
        long lineFeeds =
                results.stream().mapToLong(WriteRange.Result::lineFeeds).sum();
        long withoutValue =
                results.stream().mapToLong(WriteRange.Result::withoutValue).sum();
        if (lineFeeds > 0 || withoutValue > 0) {
            LOG.info(
                    "Messages that are not byte for byte a line stream={} lineFeedsMadeSpaces={} withoutValue={}",
                    target.stream().name(),
                    lineFeeds,
                    withoutValue);
        }
    }

    private void report(Instant time, Exception failure) {
        if (stopped || FailedBatch.root(failure) instanceof InterruptedException) {
            LOG.info(
                    "Gave up a batch, as ingest ends; the next start reads it again stream={} batch={}",
                    target.stream().name(),
                    time);
            return;
        }
        for (Throwable link = failure; link != null && link != link.getCause(); link = link.getCause()) {
            if (link instanceof KafkaFailureException kafka) {
                LOG.warn(
                        "{}. Nothing is lost as long as Kafka keeps the messages; the next batch reads them stream={}"
                                + " batch={}",
                        kafka.getMessage(),
                        target.stream().name(),
                        time);
                return;
            }
        }
        FailedBatch.report(target, time, failure);
    }

    private void stand(Manifest manifest, Instant time) {
        standing = new Standing(position(manifest).orElseThrow(), time);
    }

    private static Optional<Position.Offsets> position(Manifest manifest) {
        return manifest.position().filter(Position.Offsets.class::isInstance).map(Position.Offsets.class::cast);
    }

    /** Writes the parts of a batch. */
    @FunctionalInterface
    private interface Parts {
        List<WrittenPart> write(PartPlace place) throws IOException;
    }
}

package weir.ingest.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.kafka010.OffsetRange;

import weir.lake.config.KafkaStart;
import weir.lake.raw.Cause;
import weir.lake.raw.Gap;
import weir.lake.raw.Position;

/**
 * Decides what a batch reads, from where the stream stands and what the topics hold. Pure.
 *
 * <ul>
 *   <li>A partition goes on where the newest manifest ends.
 *   <li>A new partition of a known topic begins with its oldest message; a new topic as {@code start} says.
 *   <li>What retention has deleted before it was read is a gap with the number of messages.
 *   <li>A partition that ends before our place, or a topic with another identity, was emptied or made anew: that is a gap,
 *       nobody knows of how many messages, and the partition is read from its beginning.
 * </ul>
 *
 * @param start where a topic begins that the stream has nothing of
 * @param limit how many messages a batch reads at most
 */
record OffsetPlanner(KafkaStart start, long limit) {

    /**
     * The plan of the next batch.
     *
     * @param reach how far a partition may be read, where somebody sets a limit of his own
     */
    OffsetPlan plan(Standing standing, TopicLook look, Map<TopicPartition, Long> reach) {
        List<Gap> gaps = new ArrayList<>();
        List<TopicPartition> partitions = List.copyOf(look.partitions().keySet());
        long[] from = new long[partitions.size()];
        long[] wanted = new long[partitions.size()];
        for (int i = 0; i < from.length; i++) {
            TopicPartition partition = partitions.get(i);
            from[i] = from(partition, standing, look, gaps);
            long readable = look.partitions().get(partition).readable();
            wanted[i] = Math.max(0, Math.min(readable, reach.getOrDefault(partition, readable)) - from[i]);
        }
        long[] shares = Shares.of(limit, wanted);
        List<OffsetRange> ranges = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            ranges.add(OffsetRange.create(partitions.get(i), from[i], from[i] + shares[i]));
        }
        Map<String, Position.Range> others = others(standing, look, gaps);
        Map<String, String> topics = new HashMap<>(standing.position().topics());
        topics.putAll(look.topics());
        return new OffsetPlan(ranges, others, topics, gaps, begins(standing, partitions));
    }

    /** Where the stream goes on, or begins, in a partition that holds what it should. */
    long from(TopicPartition partition, Standing standing, Bounds bounds) {
        boolean oldest = start == KafkaStart.EARLIEST || standing.knows(partition.topic());
        return standing.until(partition).orElse(oldest ? bounds.beginning() : bounds.readable());
    }

    private long from(TopicPartition partition, Standing standing, TopicLook look, List<Gap> gaps) {
        Bounds bounds = look.partitions().get(partition);
        OptionalLong stood = standing.until(partition);
        if (stood.isEmpty()) {
            return from(partition, standing, bounds);
        }
        long until = stood.getAsLong();
        if (standing.replaced(partition.topic(), look)) {
            gaps.add(truncated(
                    standing, look, "%s was made anew; it was read up to offset %d".formatted(partition, until)));
            return bounds.beginning();
        }
        if (until > bounds.end()) {
            gaps.add(truncated(
                    standing,
                    look,
                    "%s ends at offset %d and was read up to %d; it is read again from offset %d"
                            .formatted(partition, bounds.end(), until, bounds.beginning())));
            return bounds.beginning();
        }
        if (until < bounds.beginning()) {
            gaps.add(new Gap(
                    Cause.EXPIRED,
                    earlier(standing, look),
                    look.time(),
                    bounds.beginning() - until,
                    "%s has no offsets from %d to %d any more".formatted(partition, until, bounds.beginning() - 1)));
            return bounds.beginning();
        }
        return until;
    }

    /** Partitions that were read once: those of other topics keep their place, those of a topic made anew are gone. */
    private static Map<String, Position.Range> others(Standing standing, TopicLook look, List<Gap> gaps) {
        Map<String, Position.Range> others = new TreeMap<>(standing.position().ranges());
        look.partitions().keySet().forEach(partition -> others.remove(partition.toString()));
        others.entrySet().removeIf(other -> {
            boolean gone = standing.replaced(Standing.topicOf(other.getKey()), look);
            if (gone) {
                gaps.add(truncated(
                        standing,
                        look,
                        "%s is not there any more; it was read up to offset %d"
                                .formatted(other.getKey(), other.getValue().until())));
            }
            return gone;
        });
        others.replaceAll((name, range) -> new Position.Range(range.until(), range.until()));
        return others;
    }

    private boolean begins(Standing standing, List<TopicPartition> partitions) {
        return start == KafkaStart.LATEST
                && partitions.stream().anyMatch(partition -> !standing.knows(partition.topic()));
    }

    private static Gap truncated(Standing standing, TopicLook look, String detail) {
        return Gap.of(Cause.TRUNCATED, earlier(standing, look), look.time(), detail);
    }

    /** Clocks may go back. */
    private static Instant earlier(Standing standing, TopicLook look) {
        return standing.time().isBefore(look.time()) ? standing.time() : look.time();
    }
}

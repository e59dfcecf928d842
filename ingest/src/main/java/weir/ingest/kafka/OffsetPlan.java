package weir.ingest.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.spark.streaming.kafka010.OffsetRange;

import weir.lake.raw.Gap;
import weir.lake.raw.Position;

/**
 * What one batch reads, and what it says of messages that cannot be read any more.
 *
 * @param ranges one for each partition, also those with nothing to read, in their order
 * @param others ranges of partitions that are not read now and keep their place
 * @param topics the identities of the topics
 * @param gaps what is missing
 * @param begins whether the position says something that would otherwise be forgotten: where a topic begins
 */
record OffsetPlan(
        List<OffsetRange> ranges,
        Map<String, Position.Range> others,
        Map<String, String> topics,
        List<Gap> gaps,
        boolean begins) {

    OffsetPlan {
        ranges = List.copyOf(ranges);
        others = Map.copyOf(others);
        topics = Map.copyOf(topics);
        gaps = List.copyOf(gaps);
    }

    /** Where the stream stands when the plan is carried out. */
    Position.Offsets position() {
        Map<String, Position.Range> all = new TreeMap<>(others);
        for (OffsetRange range : ranges) {
            all.put(range.topicPartition().toString(), new Position.Range(range.fromOffset(), range.untilOffset()));
        }
        return new Position.Offsets(all, topics);
    }

    /** Whether there is nothing to read and nothing to say. */
    boolean isEmpty() {
        return gaps.isEmpty() && !begins && ranges.stream().allMatch(range -> range.count() == 0);
    }
}

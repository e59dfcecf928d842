package weir.ingest.kafka;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.common.TopicPartition;

import weir.lake.raw.Position;

/**
 * How far a stream has come.
 *
 * @param position that of the newest manifest; without ranges if there is none
 * @param time when it was last known that nothing behind the position was missing
 */
record Standing(Position.Offsets position, Instant time) {

    /** The beginning of a stream that has no manifest. */
    static Standing nothing(Instant time) {
        return new Standing(new Position.Offsets(Map.of(), Map.of()), time);
    }

    /** The offset to go on from; empty for a partition that the stream has nothing of. */
    OptionalLong until(TopicPartition partition) {
        Position.Range range = position.ranges().get(partition.toString());
        return range == null ? OptionalLong.empty() : OptionalLong.of(range.until());
    }

    /** Whether the stream has had a partition of a topic. */
    boolean knows(String topic) {
        return position.ranges().keySet().stream()
                .anyMatch(name -> topicOf(name).equals(topic));
    }

    /** Whether a topic is certainly another one than that which the position speaks of. */
    boolean replaced(String topic, TopicLook look) {
        String before = position.topics().get(topic);
        String now = look.topics().get(topic);
        return before != null && now != null && !before.equals(now);
    }

    /** The topic of a partition that is written as {@code topic-number}. */
    static String topicOf(String partition) {
        return partition.substring(0, Math.max(0, partition.lastIndexOf('-')));
    }
}

package weir.ingest.kafka;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;

/**
 * The topics of a stream as they were at one moment.
 *
 * @param time when
 * @param topics the identity of each topic by name; absent if the cluster gives none
 * @param partitions of all topics, in their order
 */
record TopicLook(Instant time, Map<String, String> topics, SortedMap<TopicPartition, Bounds> partitions) {

    /** By topic, then by number: the order of the parts of a microbatch. */
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    TopicLook {
        topics = Map.copyOf(topics);
        SortedMap<TopicPartition, Bounds> sorted = new TreeMap<>(ORDER);
        sorted.putAll(partitions);
        partitions = Collections.unmodifiableSortedMap(sorted);
    }
}

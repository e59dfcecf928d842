package weir.lake.raw;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the source stood behind the last line of a microbatch: what is there to go on from is not in it. */
public sealed interface Position extends Serializable {

    /**
     * For a source that cannot be asked again: its chunks have numbers.
     *
     * @param first the first chunk it holds, or that could not be read back; all before it are in earlier microbatches
     * @param last the last chunk it holds
     */
    record Spooled(long first, long last) implements Position {}

    /**
     * For Kafka: offsets of all partitions, also of those that had no message.
     *
     * @param ranges by partition, such as {@code tweets-0}
     * @param topics the identity of each topic by its name, as far as the cluster gives one: a topic that was made anew has
     *     another
     */
    record Offsets(Map<String, Range> ranges, Map<String, String> topics) implements Position {
        public Offsets {
            ranges = new TreeMap<>(ranges);
            topics = new TreeMap<>(topics);
        }
    }

    /**
     * Offsets of one partition.
     *
     * @param from the first offset that may be in the microbatch
     * @param until the offset behind the last one; where the next microbatch begins
     */
    record Range(long from, long until) implements Serializable {}

    /**
     * For files: those whose lines it holds, in the order of the lines.
     *
     * @param files never taken again
     */
    record Files(List<TakenFile> files) implements Position {
        public Files {
            files = List.copyOf(files);
        }
    }

    /**
     * A file as it was when it was taken.
     *
     * @param name the path below the source's folder
     * @param bytes its size
     * @param sha256 SHA-256 of its bytes, 64 hex digits
     */
    record TakenFile(String name, long bytes, String sha256) implements Serializable {}

    /**
     * For lines that a person has brought in.
     *
     * @param file the name of the file they came from
     */
    record Imported(String file) implements Position {}

    /**
     * For lines that a person has sent back from quarantine; they were received and counted before.
     *
     * @param number the number of the order to do so
     */
    record Requeued(long number) implements Position {}
}

package weir.lake.raw;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many messages of a microbatch went where. {@code received = kept + dropped + malformed + control + unparsable};
 * with {@code capture = all} everything but the unparsable is written.
 *
 * @param received what the source delivered
 * @param written lines in the parts
 * @param kept records the filter wants
 * @param dropped records the filter does not want
 * @param malformed lines that are neither record nor control message
 * @param unparsable messages that the receiver's library could not read and did not hand on
 * @param control control messages by kind
 */
public record Counts(
        long received,
        long written,
        long kept,
        long dropped,
        long malformed,
        long unparsable,
        Map<String, Long> control)
        implements Serializable {

    /** Of no messages at all. */
    public static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, Map.of());

    public Counts {
        control = new TreeMap<>(control);
    }

    /** Of these messages and the others. */
    public Counts plus(Counts other) {
        Map<String, Long> both = new TreeMap<>(control);
        other.control.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new Counts(
                received + other.received,
                written + other.written,
                kept + other.kept,
                dropped + other.dropped,
                malformed + other.malformed,
                unparsable + other.unparsable,
                both);
    }

    /** Control messages of any kind. */
    public long controlTotal() {
        return control.values().stream().mapToLong(Long::longValue).sum();
    }
}

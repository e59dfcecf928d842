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

    public Counts {
        control = new TreeMap<>(control);
    }

    /** Control messages of any kind. */
    public long controlTotal() {
        return control.values().stream().mapToLong(Long::longValue).sum();
    }
}

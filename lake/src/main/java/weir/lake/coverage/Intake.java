package weir.lake.coverage;

import java.util.Map;
import java.util.TreeMap;

import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;
import weir.lake.raw.Position;

/**
 * What the manifests of some microbatches say together.
 *
 * @param microbatches how many they are
 * @param received messages that the source delivered or a person imported
 * @param requeued lines that a person sent back from quarantine; they were received before, in another microbatch
 * @param lines lines in the parts
 * @param judged how the lines were judged when they were captured, and what of them was not written
 */
public record Intake(long microbatches, long received, long requeued, long lines, Judged judged) {

    /** What no manifest says anything of. */
    public static final Intake NONE = new Intake(0, 0, 0, 0, new Judged(0, 0, 0, 0, Map.of()));

    /**
     * How lines were judged.
     *
     * @param kept records the filter wants
     * @param dropped records it does not want
     * @param malformed lines that are neither record nor control message
     * @param unparsable messages that never became a line
     * @param control control messages by kind
     */
    public record Judged(long kept, long dropped, long malformed, long unparsable, Map<String, Long> control) {

        public Judged {
            control = new TreeMap<>(control);
        }

        /** Control messages of any kind. */
        public long controlTotal() {
            return control.values().stream().mapToLong(Long::longValue).sum();
        }

        private Judged plus(Judged other) {
            Map<String, Long> both = new TreeMap<>(control);
            other.control.forEach((kind, count) -> both.merge(kind, count, Long::sum));
            return new Judged(
                    kept + other.kept,
                    dropped + other.dropped,
                    malformed + other.malformed,
                    unparsable + other.unparsable,
                    both);
        }
    }

    /** What one manifest says. */
    public static Intake of(Manifest manifest) {
        Counts counts = manifest.counts();
        boolean again = manifest.position().orElse(null) instanceof Position.Requeued;
        return new Intake(
                1,
                again ? 0 : counts.received(),
                again ? counts.received() : 0,
                manifest.lines(),
                new Judged(counts.kept(), counts.dropped(), counts.malformed(), counts.unparsable(), counts.control()));
    }

    /** Both together. */
    public Intake plus(Intake other) {
        return new Intake(
                microbatches + other.microbatches,
                received + other.received,
                requeued + other.requeued,
                lines + other.lines,
                judged.plus(other.judged));
    }

    /** Records that the filter dropped and that were not written: there are some only with {@code capture = kept}. */
    public long notWritten() {
        return judged.kept + judged.dropped + judged.malformed + judged.controlTotal() - lines;
    }

    /** Lines that are records. */
    public long records() {
        return lines - judged.malformed - judged.controlTotal();
    }
}

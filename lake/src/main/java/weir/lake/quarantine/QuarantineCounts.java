package weir.lake.quarantine;

/**
 * What became of the lines of a microbatch that went to quarantine.
 *
 * @param held lines that are still there
 * @param requeued lines that went back to the raw zone, into another microbatch
 * @param dropped lines that a person did not want to keep
 */
public record QuarantineCounts(long held, long requeued, long dropped) {

    /** No line. */
    public static final QuarantineCounts NONE = new QuarantineCounts(0, 0, 0);

    /** All lines that ever went there. */
    public long total() {
        return held + requeued + dropped;
    }

    /** These and others. */
    public QuarantineCounts and(QuarantineCounts other) {
        return new QuarantineCounts(held + other.held, requeued + other.requeued, dropped + other.dropped);
    }

    static QuarantineCounts of(Decision decision, long lines) {
        return decision == Decision.REQUEUED ? new QuarantineCounts(0, lines, 0) : new QuarantineCounts(0, 0, lines);
    }
}

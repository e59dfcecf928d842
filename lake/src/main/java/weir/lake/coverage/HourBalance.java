package weir.lake.coverage;

/**
 * Both sides of an hour's two equations: {@code received + requeued = written + control + quarantined + unparsable +
 * notWritten}, and {@code written = rows + duplicates + dropped + deleted + waiting}. Each number is counted where it lies, so that
 * the sides can differ.
 *
 * @param arrived what came in
 * @param aside what of it is no record in the lake
 * @param written records in the lake, before the table's filter
 * @param settled where the records are
 */
public record HourBalance(Arrived arrived, Aside aside, long written, Settled settled) {

    /** An hour without anything. */
    public static final HourBalance NONE =
            new HourBalance(new Arrived(0, 0), new Aside(0, 0, 0, 0), 0, new Settled(0, 0, 0, 0, 0));

    /**
     * What came in.
     *
     * @param received from the source, or imported
     * @param requeued from quarantine; received before
     */
    public record Arrived(long received, long requeued) {}

    /**
     * What is no record in the lake.
     *
     * @param control control messages and keep-alives
     * @param quarantined malformed lines: in quarantine, decided about, or waiting to be put there
     * @param unparsable messages that the receiver's library could not read and did not hand on
     * @param notWritten records that the filter dropped at capture, with {@code capture = kept}
     */
    public record Aside(long control, long quarantined, long unparsable, long notWritten) {}

    /**
     * Where the records are.
     *
     * @param rows in the table
     * @param duplicates of a key that was there before
     * @param dropped by the filter, at compaction
     * @param deleted from the table, because a message asked for it
     * @param waiting for compaction
     */
    public record Settled(long rows, long duplicates, long dropped, long deleted, long waiting) {

        long total() {
            return rows + duplicates + dropped + deleted + waiting;
        }
    }

    /** Whether both equations hold. */
    public boolean holds() {
        return arrived.received + arrived.requeued
                        == written + aside.control + aside.quarantined + aside.unparsable + aside.notWritten
                && written == settled.total();
    }

    /** Both hours together. */
    public HourBalance plus(HourBalance other) {
        return new HourBalance(
                new Arrived(arrived.received + other.arrived.received, arrived.requeued + other.arrived.requeued),
                new Aside(
                        aside.control + other.aside.control,
                        aside.quarantined + other.aside.quarantined,
                        aside.unparsable + other.aside.unparsable,
                        aside.notWritten + other.aside.notWritten),
                written + other.written,
                new Settled(
                        settled.rows + other.settled.rows,
                        settled.duplicates + other.settled.duplicates,
                        settled.dropped + other.settled.dropped,
                        settled.deleted + other.settled.deleted,
                        settled.waiting + other.settled.waiting));
    }
}

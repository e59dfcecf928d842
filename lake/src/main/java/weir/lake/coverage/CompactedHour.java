package weir.lake.coverage;

/**
 * What the commits of plans found in one hour. The numbers of verdicts are those of the compaction, which may judge by
 * another filter or schema than the capture did.
 *
 * @param microbatches how many they consumed
 * @param kept records the filter wants
 * @param dropped records it does not want
 * @param malformed lines put into quarantine
 * @param control control messages and keep-alives
 * @param rows rows that the commits added to the table
 */
public record CompactedHour(long microbatches, long kept, long dropped, long malformed, long control, long rows) {

    /** An hour of which no plan consumed anything. */
    public static final CompactedHour NONE = new CompactedHour(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public CompactedHour plus(CompactedHour other) {
        return new CompactedHour(
                microbatches + other.microbatches,
                kept + other.kept,
                dropped + other.dropped,
                malformed + other.malformed,
                control + other.control,
                rows + other.rows);
    }

    /** Lines consumed. */
    public long lines() {
        return kept + dropped + malformed + control;
    }

    /** Records that the filter kept and whose key was in the table or in an earlier line. */
    public long duplicates() {
        return kept - rows;
    }
}

package weir.lake.filter;

/** What was found of a line. The names are those of the counts in manifests and results. */
public enum Verdict {
    /** A record that the filter wants. */
    KEPT,
    /** A record that the filter does not want. */
    DROPPED,
    /** A record that a message has taken back; only who replays asks for these. */
    DELETED,
    /** No record but a message about the feed, or a blank keep-alive line. */
    CONTROL,
    /** Neither: there is a {@link Malformed} reason. */
    MALFORMED
}

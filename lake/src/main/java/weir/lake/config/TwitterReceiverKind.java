package weir.lake.config;

/** Which receiver reads a v1.1 stream. */
public enum TwitterReceiverKind {
    /** Bahir's, through twitter4j: messages come from its JSON store. */
    BAHIR,
    /** Our own: every line byte for byte as it came. */
    RAW
}

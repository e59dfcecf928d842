package weir.lake.config;

/** Which receiver reads a v1.1 stream. */
public enum TwitterReceiverKind {
    /** Bahir's, through twitter4j: every line as it came, as far as it is text. */
    BAHIR,
    /** Our own: every line byte for byte as it came. */
    RAW
}

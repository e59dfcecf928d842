package weir.lake.config;

/** Where the messages of a topic begin for a stream that has none of them yet. */
public enum KafkaStart {
    /** With the oldest message that the topic holds. */
    EARLIEST,
    /** With the first message that comes after the stream was started for the first time. */
    LATEST
}

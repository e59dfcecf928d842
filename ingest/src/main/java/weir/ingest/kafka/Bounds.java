package weir.ingest.kafka;

/**
 * What a partition holds at one moment.
 *
 * @param beginning the offset of the oldest message that is still there
 * @param readable the offset behind the last message that may be read: with transactions, before the first open one
 * @param end the offset behind the last message
 */
record Bounds(long beginning, long readable, long end) {}

package weir.lake.config;

/** What of a Kafka message becomes a line. */
public enum KafkaLine {
    /** Its value, byte for byte. */
    VALUE,
    /** A JSON object with its topic, partition, offset, timestamp, key, headers and value. */
    RECORD
}

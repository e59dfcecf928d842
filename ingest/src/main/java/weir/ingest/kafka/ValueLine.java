package weir.ingest.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A message's value, byte for byte but for line feeds. A message without a value is an empty line. */
final class ValueLine implements MessageLine {

    private static final byte[] EMPTY = {};

    private final OneLine oneLine = new OneLine();

    @Override
    public byte[] line(ConsumerRecord<byte[], byte[]> message) {
        return message.value() == null ? EMPTY : oneLine.of(message.value());
    }

    @Override
    public long lineFeeds() {
        return oneLine.lineFeeds();
    }
}

package weir.ingest.kafka;

import java.io.IOException;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import weir.lake.config.KafkaLine;

/** Makes one line of each message. Not safe for threads. */
interface MessageLine {

    /** The line maker of a kind. */
    static MessageLine of(KafkaLine kind) {
        return switch (kind) {
            case VALUE -> new ValueLine();
            case RECORD -> new RecordLine();
        };
    }

    /**
     * The line of a message, without its LF and with none inside; the array may be that of the message.
     *
     * @throws IOException never in truth: nothing is written but memory
     */
    byte[] line(ConsumerRecord<byte[], byte[]> message) throws IOException;

    /** How many line feeds stood inside of values and are spaces now. */
    long lineFeeds();
}

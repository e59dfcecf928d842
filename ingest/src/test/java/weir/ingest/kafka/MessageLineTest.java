package weir.ingest.kafka;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.config.KafkaLine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MessageLineTest {

    private static final byte[] NO_TEXT = {(byte) 0xC3, 0x28};

    @Test
    void aValueIsTheLineItself() throws IOException {
        byte[] value = "{\"a\":1}\r".getBytes(UTF_8);

        assertThat(MessageLine.of(KafkaLine.VALUE).line(message(null, value))).isSameAs(value);
    }

    @Test
    void lineFeedsOfAValueBecomeSpacesAndAreCounted() throws IOException {
        MessageLine lines = MessageLine.of(KafkaLine.VALUE);

        assertThat(text(lines.line(message(null, "\n{\r\n\"a\":\r1}\n\n".getBytes(UTF_8)))))
                .isEqualTo(" {  \"a\":\r1}  ");
        assertThat(lines.lineFeeds()).isEqualTo(4);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(Optional.of("{ \"a\" : 1.50 }"), "\"value\":{ \"a\" : 1.50 }"),
                arguments(Optional.of("[1,\n2]"), "\"value\":[1, 2]"),
                arguments(Optional.of(" \"x\" "), "\"value\": \"x\" "),
                arguments(Optional.of("5"), "\"value\":5"),
                arguments(Optional.of("null"), "\"value\":null"),
                arguments(Optional.empty(), "\"value\":null"),
                arguments(Optional.of(""), "\"valueText\":\"\""),
                arguments(Optional.of("a\nb\"é"), "\"valueText\":\"a\\nb\\\"é\""),
                arguments(Optional.of("{} {}"), "\"valueText\":\"{} {}\""),
                arguments(Optional.of("{\"a\":01}"), "\"valueText\":\"{\\\"a\\\":01}\""),
                arguments(Optional.of("NaN"), "\"valueText\":\"NaN\""),
                arguments(
                        Optional.of("[".repeat(1000) + "]".repeat(1000)),
                        "\"valueText\":\"" + "[".repeat(1000) + "]".repeat(1000) + "\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aRecordHoldsItsValueAsItIsIfItIsJson(Optional<String> value, String member) throws IOException {
        byte[] bytes = value.map(text -> text.getBytes(UTF_8)).orElse(null);

        assertThat(record(message(null, bytes)))
                .isEqualTo("{\"topic\":\"t\",\"partition\":3,\"offset\":7,\"timestamp\":99,\"key\":null,\"headers\":{},"
                        + member + "}");
    }

    @Test
    void whatIsNoTextIsBase64() throws IOException {
        ConsumerRecord<byte[], byte[]> message = message(NO_TEXT, NO_TEXT);
        message.headers().add(new RecordHeader("one", NO_TEXT));

        assertThat(record(message))
                .endsWith(
                        "\"keyBase64\":\"wyg=\",\"headers\":{\"one\":{\"base64\":\"wyg=\"}},\"valueBase64\":\"wyg=\"}");
    }

    @Test
    void headersOfOneNameAreAnArray() throws IOException {
        ConsumerRecord<byte[], byte[]> message = message("k".getBytes(UTF_8), null);
        message.headers()
                .add(new RecordHeader("a", "1".getBytes(UTF_8)))
                .add(new RecordHeader("b\"", null))
                .add(new RecordHeader("a", "2".getBytes(UTF_8)));

        assertThat(record(message))
                .endsWith("\"key\":\"k\",\"headers\":{\"a\":[\"1\",\"2\"],\"b\\\"\":null},\"value\":null}");
    }

    private static String record(ConsumerRecord<byte[], byte[]> message) throws IOException {
        return text(MessageLine.of(KafkaLine.RECORD).line(message));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "t", 3, 7, 99, TimestampType.CREATE_TIME, 0, 0, key, value, new RecordHeaders(), Optional.empty());
    }
}

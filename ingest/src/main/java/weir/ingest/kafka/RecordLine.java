package weir.ingest.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A JSON object of a whole message: {@code topic}, {@code partition}, {@code offset}, {@code timestamp} in milliseconds,
 * {@code key}, {@code headers} by name, {@code value}. The value is as it was if it is JSON. A text that is no JSON stands
 * in {@code valueText}, anything else in {@code valueBase64}; a key that is no text in {@code keyBase64}. Headers are texts;
 * several of one name are an array, and one that is no text is an object with {@code base64}.
 */
final class RecordLine implements MessageLine {

    private static final JsonFactory JSON = new JsonFactory();

    private final OneLine oneLine = new OneLine();

    @Override
    public byte[] line(ConsumerRecord<byte[], byte[]> message) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("topic", message.topic());
            json.writeNumberField("partition", message.partition());
            json.writeNumberField("offset", message.offset());
            json.writeNumberField("timestamp", message.timestamp());
            writeKey(json, message.key());
            writeHeaders(json, message);
            writeValue(json, message.value(), line);
            json.writeEndObject();
        }
        return line.toByteArray();
    }

    @Override
    public long lineFeeds() {
        return oneLine.lineFeeds();
    }

    private static void writeKey(JsonGenerator json, byte[] key) throws IOException {
        if (key == null) {
            json.writeNullField("key");
            return;
        }
        Optional<String> text = JsonText.utf8(key);
        if (text.isPresent()) {
            json.writeStringField("key", text.get());
        } else {
            json.writeBinaryField("keyBase64", key);
        }
    }

    private static void writeHeaders(JsonGenerator json, ConsumerRecord<byte[], byte[]> message) throws IOException {
        Map<String, List<byte[]>> byName = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            byName.computeIfAbsent(header.key(), name -> new ArrayList<>()).add(header.value());
        }
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, List<byte[]>> header : byName.entrySet()) {
            json.writeFieldName(header.getKey());
            boolean several = header.getValue().size() > 1;
            if (several) {
                json.writeStartArray();
            }
            for (byte[] value : header.getValue()) {
                writeHeader(json, value);
            }
            if (several) {
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static void writeHeader(JsonGenerator json, byte[] value) throws IOException {
        Optional<String> text = value == null ? Optional.empty() : JsonText.utf8(value);
        if (value == null) {
            json.writeNull();
        } else if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeStartObject();
            json.writeBinaryField("base64", value);
            json.writeEndObject();
        }
    }

    private void writeValue(JsonGenerator json, byte[] value, ByteArrayOutputStream line) throws IOException {
        if (value == null) {
            json.writeNullField("value");
            return;
        }
        Optional<String> text = JsonText.utf8(value);
        if (text.isEmpty()) {
            json.writeBinaryField("valueBase64", value);
        } else if (JsonText.valid(text.get())) {
            json.writeFieldName("value");
            json.writeRawValue(""); // the colon
            json.flush();
            line.write(oneLine.of(value));
        } else {
            json.writeStringField("valueText", text.get());
        }
    }
}

package weir.replay.serve;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * When a message came: {@code timestamp_ms}, else {@code created_at}, of the message or of the notice it is (delete,
 * limit, warning…).
 */
final class MessageTime {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter CREATED_AT =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);
    private static final Set<String> NOTICES =
            Set.of("delete", "limit", "warning", "scrub_geo", "status_withheld", "user_withheld", "disconnect");

    private MessageTime() {}

    /** Milliseconds since 1970, or nothing if the bytes say no time or are no JSON object. */
    static OptionalLong of(byte[] buffer, int offset, int length) {
        try (JsonParser parser = JSON.createParser(buffer, offset, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? ofObject(parser) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong ofObject(JsonParser parser) throws IOException {
        OptionalLong time = OptionalLong.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.getCurrentName();
            JsonToken value = parser.nextToken();
            if (name.equals("timestamp_ms") && value.isScalarValue()) {
                OptionalLong exact = millis(parser.getText());
                if (exact.isPresent()) {
                    return exact;
                }
            } else if (name.equals("created_at") && value == JsonToken.VALUE_STRING) {
                time = createdAt(parser.getText());
            } else if (value == JsonToken.START_OBJECT && NOTICES.contains(name)) {
                time = ofObject(parser);
                if (time.isPresent()) {
                    return time;
                }
            } else {
                parser.skipChildren();
            }
        }
        return time;
    }

    private static OptionalLong millis(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong createdAt(String text) {
        try {
            return OptionalLong.of(CREATED_AT.parse(text, Instant::from).toEpochMilli());
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}

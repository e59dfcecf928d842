package weir.lake.schema;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The values of one line that did not fit their columns: a JSON object from JSON Pointer (RFC 6901) to the value as the
 * line spelled it. Reused from line to line by one thread.
 */
final class JacksonRescue {

    private final Map<String, UTF8String> values = new LinkedHashMap<>();
    private byte[] line;
    private int start;

    /** Begins with another line. */
    void reset(byte[] buffer, int offset) {
        line = buffer;
        start = offset;
        values.clear();
    }

    /** Keeps the value the parser stands on and leaves the parser on its last token. */
    void add(JsonParser parser, JacksonPlace place) throws IOException {
        String pointer = place.pointer(parser);
        values.put(pointer, raw(parser, place));
    }

    /** The value the parser stands on as the line spells it; leaves the parser on its last token. */
    UTF8String raw(JsonParser parser, JacksonPlace place) throws IOException {
        int from = place.start(parser);
        int to = place.end(parser);
        return UTF8String.fromBytes(line, start + from, to - from).clone();
    }

    /** Whether what stands on the way to a member, or the member's own value, did not fit. */
    boolean has(List<String> members) {
        StringBuilder pointer = new StringBuilder();
        for (String member : members) {
            pointer.append('/').append(member.replace("~", "~0").replace("/", "~1"));
            if (values.containsKey(pointer.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The JSON object, or null if every value fitted. */
    UTF8String json() {
        if (values.isEmpty()) {
            return null;
        }
        StringJoiner object = new StringJoiner(",", "{", "}");
        values.forEach((pointer, value) -> object.add(quoted(pointer) + ":" + value));
        return UTF8String.fromString(object.toString());
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    byte[] line() {
        return line;
    }

    int lineStart() {
        return start;
    }
}

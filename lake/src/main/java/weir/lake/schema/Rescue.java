package weir.lake.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.json.JsonScanner;

/**
 * The values of one line that did not fit their columns: a JSON object from JSON Pointer (RFC 6901) to the value as the
 * line spelled it. Reused from line to line by one thread.
 */
final class Rescue {

    private final Map<String, UTF8String> values = new LinkedHashMap<>();
    /** Begins with another line. */
    void reset() {
        values.clear();
    }

    /** Keeps the value that was skipped last. */
    void add(Place place, JsonScanner line) {
        values.put(place.pointer(), UTF8String.fromBytes(line.spelling()));
    }

    /** Whether what stands on the way to a member, or the member's own value, did not fit. */
    boolean has(List<String> members) {
        StringBuilder pointer = new StringBuilder();
        for (String member : members) {
            pointer.append('/').append(Place.escaped(member));
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
}

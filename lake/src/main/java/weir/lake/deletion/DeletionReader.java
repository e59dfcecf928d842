package weir.lake.deletion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.schema.DeletionRule;
import weir.lake.schema.Schema;

/** Finds out what control messages of a stream take back. Immutable; safe for threads. */
public final class DeletionReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema schema;

    public DeletionReader(Schema schema) {
        this.schema = schema;
    }

    /** Whether control messages of this kind can take something back. */
    public boolean takesBack(String kind) {
        return schema.deletions().stream().anyMatch(rule -> rule.message().equals(kind));
    }

    /**
     * What a control message takes back; nothing if no rule is about it, or it has no value where a rule says, as the
     * message that deletes a direct message.
     *
     * @param kind of the message, as judging said
     * @param buffer holds the message, which is a JSON object
     * @param batchMillis the time of its microbatch
     * @param line its number in the microbatch
     */
    public List<Deletion> read(String kind, byte[] buffer, int offset, int length, long batchMillis, long line) {
        List<Deletion> deletions = new ArrayList<>();
        JsonNode message = null;
        for (DeletionRule rule : schema.deletions()) {
            if (rule.message().equals(kind)) {
                message = message == null ? parse(buffer, offset, length) : message;
                deletion(rule, message, batchMillis, line).ifPresent(deletions::add);
            }
        }
        return deletions;
    }

    private Optional<Deletion> deletion(DeletionRule rule, JsonNode message, long batchMillis, long line) {
        JsonNode value = at(message, rule.value());
        boolean whole = !schema.typeOf(rule.column()).equals(DataTypes.StringType);
        boolean usable = whole ? isWhole(value) : value.isTextual() || value.isIntegralNumber();
        if (!usable) {
            return Optional.empty();
        }
        Optional<Deletion.UpTo> upTo = Optional.empty();
        if (rule.upTo().isPresent()) {
            JsonNode bound = at(message, rule.upTo().get().value());
            if (!isWhole(bound)) {
                return Optional.empty();
            }
            upTo = Optional.of(new Deletion.UpTo(rule.upTo().get().column(), Long.parseLong(bound.asText())));
        }
        return Optional.of(
                new Deletion(rule.message(), rule.column(), value.asText(), upTo, rule.clear(), batchMillis, line));
    }

    private static boolean isWhole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong();
        }
        if (!value.isTextual()) {
            return false;
        }
        try {
            return String.valueOf(Long.parseLong(value.textValue())).equals(value.textValue());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static JsonNode at(JsonNode message, List<String> path) {
        JsonNode node = message;
        for (String member : path) {
            node = node.path(member);
        }
        return node;
    }

    private static JsonNode parse(byte[] buffer, int offset, int length) {
        try {
            return JSON.readTree(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException("a line that was judged to be a control message is JSON", e);
        }
    }
}

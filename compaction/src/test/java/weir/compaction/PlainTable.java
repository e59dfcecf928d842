package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The table of the stream {@code notes} as a small program computes it that uses nothing of Weir: lines in the order in which
 * plans consumed them, the first of each id, without what messages took back.
 */
final class PlainTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<Long> deleted = new HashSet<>();
    private final List<long[]> forgotten = new ArrayList<>();
    private final SortedMap<Long, Note> rows = new TreeMap<>();

    /** A record. */
    record Note(long id, String text, String place, long author) {

        private Note withoutPlace() {
            return new Note(id, text, null, author);
        }
    }

    /** Consumes the lines of a plan. */
    void consume(List<byte[]> lines, Predicate<Note> filter) throws IOException {
        for (byte[] line : lines) {
            JsonNode node = parsed(line);
            if (node.has("delete")) {
                deleted.add(node.path("delete").path("id").longValue());
            } else if (node.has("forget")) {
                forgotten.add(new long[] {
                    node.path("forget").path("author").longValue(),
                    node.path("forget").path("up_to").longValue()
                });
            } else if (node.path("id").isIntegralNumber()) {
                Note note = new Note(
                        node.path("id").longValue(),
                        node.path("text").textValue(),
                        node.path("place").textValue(),
                        node.path("author").path("id").longValue());
                if (filter.test(note)) {
                    rows.putIfAbsent(note.id(), note);
                }
            }
        }
        rows.keySet().removeAll(deleted);
        rows.replaceAll((id, note) -> isForgotten(note) ? note.withoutPlace() : note);
    }

    private static JsonNode parsed(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            return JSON.createObjectNode(); // malformed
        }
    }

    private boolean isForgotten(Note note) {
        return forgotten.stream().anyMatch(one -> one[0] == note.author() && note.id() <= one[1]);
    }

    /** The rows by id. */
    SortedMap<Long, Note> rows() {
        return new TreeMap<>(rows);
    }
}

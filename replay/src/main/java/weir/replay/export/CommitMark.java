package weir.replay.export;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.history.TimeRange;

/**
 * What a commit of a report's table says of itself.
 *
 * @param version the table's version
 * @param time when it was committed
 * @param written what it says that it has written; empty if it does not say
 */
record CommitMark(long version, Instant time, List<Written> written) {

    private static final ObjectMapper JSON = new ObjectMapper();

    CommitMark {
        written = List.copyOf(written);
    }

    /**
     * Rows that one filter and one SQL made.
     *
     * @param range the range whose rows were replaced
     * @param filterHash the identity of the filter
     * @param sqlHash the identity of the SQL
     */
    record Written(TimeRange range, String filterHash, String sqlHash) {}

    /**
     * Reads what Weir has written: one range with filter and SQL, or a list {@code ranges} of them. Other words say nothing.
     *
     * @param metadata what the commit carries for its users, or null
     */
    static CommitMark of(long version, Instant time, String metadata) {
        JsonNode node = read(metadata);
        List<Written> written = new ArrayList<>();
        written(node).ifPresent(written::add);
        node.path("ranges").forEach(range -> written(range).ifPresent(written::add));
        return new CommitMark(version, time, written);
    }

    /** What it has written into a range. */
    List<Written> writtenInto(TimeRange wanted) {
        return written.stream()
                .filter(some -> some.range().from().isBefore(wanted.to())
                        && wanted.from().isBefore(some.range().to()))
                .toList();
    }

    private static JsonNode read(String metadata) {
        try {
            return metadata == null ? JSON.createObjectNode() : JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // somebody else's words
        }
    }

    private static Optional<Written> written(JsonNode node) {
        if (!node.hasNonNull("from") || !node.hasNonNull("to")) {
            return Optional.empty();
        }
        try {
            TimeRange range = new TimeRange(
                    Instant.parse(node.get("from").asText()),
                    Instant.parse(node.get("to").asText()));
            return Optional.of(new Written(
                    range, node.path("filter").asText(""), node.path("sql").asText("")));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

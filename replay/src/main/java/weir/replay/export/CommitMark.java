package weir.replay.export;

import java.time.Instant;
import java.time.format.DateTimeParseException;
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
 * @param filterHash the identity of the filter; empty if it does not say
 * @param sqlHash the identity of the SQL; empty if it does not say
 * @param range what was replaced; empty if it does not say
 */
record CommitMark(long version, Instant time, String filterHash, String sqlHash, Optional<TimeRange> range) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param metadata what the commit carries for its users, if anything */
    static CommitMark of(long version, Instant time, String metadata) {
        JsonNode node = read(metadata);
        return new CommitMark(
                version, time, node.path("filter").asText(""), node.path("sql").asText(""), range(node));
    }

    /** Whether it may have written rows of a range; one that does not say may have. */
    boolean meets(TimeRange wanted) {
        return range.isEmpty()
                || (range.get().from().isBefore(wanted.to())
                        && wanted.from().isBefore(range.get().to()));
    }

    private static JsonNode read(String metadata) {
        try {
            return metadata == null ? JSON.createObjectNode() : JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // somebody else's words
        }
    }

    private static Optional<TimeRange> range(JsonNode node) {
        try {
            return node.hasNonNull("from") && node.hasNonNull("to")
                    ? Optional.of(new TimeRange(
                            Instant.parse(node.get("from").asText()),
                            Instant.parse(node.get("to").asText())))
                    : Optional.empty();
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package weir.console.kills;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A line that was found somewhere and is a whole numbered message.
 *
 * @param number its number
 * @param status whether it is a status, and no control message
 * @param language of a status; empty for others
 * @param text of a status; empty for others
 */
record Message(long number, boolean status, String language, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The message that a line is; empty if it has been altered. */
    static Optional<Message> of(byte[] line) {
        if (!MessageHash.isWhole(line)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(line);
            return Optional.of(new Message(
                    node.path("number").asLong(),
                    node.has("id"),
                    node.path("lang").asText(),
                    node.path("text").asText()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the filter of the tests, {@code lang <> 'ja'}, lets it into the table. */
    boolean kept() {
        return status && !language.equals("ja");
    }
}

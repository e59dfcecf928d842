package weir.replay.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tweets as JSON, written with single quotes. */
final class Tweets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Tweets() {}

    static JsonNode of(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static JsonNode withText(String text) {
        return JSON.createObjectNode().put("text", text);
    }
}

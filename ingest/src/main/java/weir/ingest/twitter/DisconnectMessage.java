package weir.ingest.twitter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The control message with which a server says why it ends the connection: {@code {"disconnect":{"code":4,
 * "stream_name":"…","reason":"…"}}} (Twitter, "Streaming message types").
 *
 * @param code why, 1 to 12
 */
record DisconnectMessage(long code) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] START = "{\"disconnect\"".getBytes(StandardCharsets.US_ASCII);

    /** The message that a line is; empty if it is another one. */
    static Optional<DisconnectMessage> parse(byte[] buffer, int offset, int length) {
        boolean candidate =
                length > START.length && Arrays.equals(buffer, offset, offset + START.length, START, 0, START.length);
        if (!candidate) {
            return Optional.empty();
        }
        try {
            JsonNode code =
                    JSON.readTree(buffer, offset, length).path("disconnect").path("code");
            return Optional.of(new DisconnectMessage(code.asLong()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package weir.lake.raw;

import java.io.IOException;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The control message {@code {"limit":{"track":1234}}} of v1.1 streams: how many messages the source has withheld since
 * the connection was made. The count is cumulative (Twitter, "Streaming message types").
 */
final class LimitNotice {

    /** The kind by which the judge names it. */
    static final String KIND = "limit";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LimitNotice() {}

    /** How many messages a notice says were withheld; empty if it does not say. */
    static OptionalLong withheld(byte[] buffer, int offset, int length) {
        try {
            JsonNode track = JSON.readTree(buffer, offset, length).path(KIND).path("track");
            boolean counts = track.canConvertToLong() && track.isIntegralNumber() && track.longValue() >= 0;
            return counts ? OptionalLong.of(track.longValue()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}

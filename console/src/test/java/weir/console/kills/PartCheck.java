package weir.console.kills;

import java.security.MessageDigest;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;

/** Adds up the lines of a part, to compare them with what its manifest says. */
final class PartCheck {

    private final JsonNode part;
    private final MessageDigest digest = MessageHash.sha256();
    private long lines;
    private long bytes;

    PartCheck(JsonNode part) {
        this.part = part;
    }

    void line(byte[] line) {
        digest.update(line);
        digest.update((byte) '\n');
        lines++;
        bytes += line.length + 1;
    }

    /** Whether it has as many lines as its manifest says. */
    boolean isFull() {
        return lines >= part.path("lines").asLong();
    }

    /** Whether lines, bytes and SHA-256 are those of the manifest. */
    boolean agrees() {
        return lines == part.path("lines").asLong()
                && bytes == part.path("bytes").asLong()
                && HexFormat.of()
                        .formatHex(digest.digest())
                        .equals(part.path("sha256").asText());
    }
}

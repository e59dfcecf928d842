package weir.lake.raw;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One file of lines in a microbatch.
 *
 * @param name such as {@code part-00000}
 * @param lines how many lines; a last line without LF counts
 * @param bytes how many bytes
 * @param sha256 SHA-256 of the bytes, 64 hex digits in lower case
 */
public record Part(String name, long lines, long bytes, String sha256) implements Serializable {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Part {
        if (!Microbatch.isPart(name)) {
            throw new IllegalArgumentException("Not the name of a part: " + name);
        }
        if (lines < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "Part " + name + " cannot have " + lines + " lines, " + bytes + " bytes");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Part " + name + " needs a SHA-256 of 64 hex digits");
        }
    }
}

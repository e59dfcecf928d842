package weir.lake.raw;

import java.io.Serializable;

/**
 * One file of lines in a microbatch.
 *
 * @param name such as {@code part-00000}
 * @param lines how many lines; a last line without LF counts
 * @param bytes how many bytes
 * @param sha256 SHA-256 of the bytes, 64 hex digits in lower case
 */
public record Part(String name, long lines, long bytes, String sha256) implements Serializable {

    private static final int SHA256_DIGITS = 64;

    public Part {
        if (!Microbatch.isPart(name)) {
            throw new IllegalArgumentException("Not the name of a part: " + name);
        }
        if (lines < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "Part " + name + " cannot have " + lines + " lines, " + bytes + " bytes");
        }
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("Part " + name + " needs a SHA-256 of 64 hex digits");
        }
    }

    private static boolean isSha256(String text) {
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return text.length() == SHA256_DIGITS;
    }
}

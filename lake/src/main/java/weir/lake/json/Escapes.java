package weir.lake.json;

import java.nio.charset.StandardCharsets;

/** Decodes what strings spell with a backslash. */
final class Escapes {

    private static final int SHORT = "\\n".length();
    private static final int UNICODE = "\\u0000".length();

    /** The value of each hex digit; negative for all other bytes. */
    private static final byte[] HEX = hexDigits();

    private Escapes() {}

    /** The length of the escape that begins with the backslash at this byte, or -1 if there is no such escape. */
    static int length(byte[] buffer, int at, int end) {
        if (at + SHORT > end) {
            return -1;
        }
        return switch (buffer[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> SHORT;
            case 'u' -> at + UNICODE <= end && codeUnit(buffer, at) >= 0 ? UNICODE : -1;
            default -> -1;
        };
    }

    /** The text of a string's content, which is UTF-8 and has only escapes that exist. */
    static String text(byte[] buffer, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int plain = at;
            while (at < to && buffer[at] != '\\') {
                at++;
            }
            text.append(new String(buffer, plain, at - plain, StandardCharsets.UTF_8));
            if (at < to) {
                text.append((char) codeUnit(buffer, at));
                at += width(buffer, at);
            }
        }
        return text.toString();
    }

    /**
     * The text of a string's content in UTF-8, where a surrogate without its other half becomes {@code ?}.
     *
     * @param out takes the text, which is never longer than its spelling
     * @return the length of the text
     */
    static int utf8(byte[] buffer, int from, int to, byte[] out) {
        int length = 0;
        int at = from;
        while (at < to) {
            byte plain = buffer[at];
            if (plain != '\\') {
                out[length++] = plain;
                at++;
                continue;
            }
            int codePoint = codeUnit(buffer, at);
            at += width(buffer, at);
            if (Character.isHighSurrogate((char) codePoint) && at < to && buffer[at] == '\\') {
                int low = codeUnit(buffer, at);
                if (Character.isLowSurrogate((char) low)) {
                    codePoint = Character.toCodePoint((char) codePoint, (char) low);
                    at += UNICODE;
                }
            }
            length = encode(codePoint, out, length);
        }
        return length;
    }

    private static int encode(int codePoint, byte[] out, int begin) {
        int at = begin;
        if (codePoint < 0x80) {
            out[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            out[at++] = (byte) (0xC0 | (codePoint >> 6));
            out[at++] = continued(codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            out[at++] = '?';
        } else if (codePoint < 0x10000) {
            out[at++] = (byte) (0xE0 | (codePoint >> 12));
            out[at++] = continued(codePoint >> 6);
            out[at++] = continued(codePoint);
        } else {
            out[at++] = (byte) (0xF0 | (codePoint >> 18));
            out[at++] = continued(codePoint >> 12);
            out[at++] = continued(codePoint >> 6);
            out[at++] = continued(codePoint);
        }
        return at;
    }

    private static byte continued(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private static int width(byte[] buffer, int at) {
        return buffer[at + 1] == 'u' ? UNICODE : SHORT;
    }

    /** The UTF-16 code unit that an escape stands for; negative if it has other than hex digits. */
    private static int codeUnit(byte[] buffer, int at) {
        return switch (buffer[at + 1]) {
            case 'u' ->
                (hex(buffer[at + 2]) << 12)
                        | (hex(buffer[at + 3]) << 8)
                        | (hex(buffer[at + 4]) << 4)
                        | hex(buffer[at + 5]);
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> buffer[at + 1];
        };
    }

    private static int hex(byte digit) {
        return HEX[digit & 0xFF];
    }

    private static byte[] hexDigits() {
        byte[] values = new byte[256];
        for (int digit = 0; digit < values.length; digit++) {
            values[digit] = (byte) (digit < 128 ? Character.digit(digit, 16) : -1);
        }
        return values;
    }
}

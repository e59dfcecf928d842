package weir.ingest.twitter;

import java.nio.charset.StandardCharsets;

/**
 * JSON text as UTF-8. A surrogate without its other half, which UTF-8 cannot hold, is written as JSON's escape {@code
 * \\uXXXX}: the text stays the same JSON and no character becomes a question mark.
 */
final class JsonBytes {

    private JsonBytes() {}

    /** The bytes of a JSON text. Lone surrogates can only stand inside its strings, where an escape means the same. */
    static byte[] of(String json) {
        int lone = loneSurrogate(json, 0);
        if (lone < 0) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int from = 0;
        while (lone >= 0) {
            escaped.append(json, from, lone).append(String.format("\\u%04x", (int) json.charAt(lone)));
            from = lone + 1;
            lone = loneSurrogate(json, from);
        }
        return escaped.append(json, from, json.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean beginsPair = i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
            boolean endsPair = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), unit);
            if (Character.isSurrogate(unit) && !beginsPair && !endsPair) {
                return i;
            }
        }
        return -1;
    }
}

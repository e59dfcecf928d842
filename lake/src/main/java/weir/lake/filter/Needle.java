package weir.lake.filter;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that a line spells if one of its strings contains it: each character as itself or as {@code \}{@code uXXXX} (RFC
 * 8259, section 7). Characters that have another spelling yet, or that the reading of an unpaired surrogate gives, are in
 * no needle. Immutable.
 */
final class Needle implements Serializable {

    private static final String OTHERWISE_SPELLED = "\"\\/?";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int MIN_BYTES = 2;

    private final String text;
    private final byte[] utf8;
    /** The bytes of the first characters, by how many UTF-16 units they are; -1 inside of a pair. */
    private final int[] bytesBefore;

    private Needle(String text) {
        this.text = text;
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
        this.bytesBefore = new int[text.length() + 1];
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean inside = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
            bytesBefore[i] = inside ? -1 : bytes;
            if (!inside) {
                bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        bytesBefore[text.length()] = bytes;
    }

    /** The needles of a text: every string that contains the text contains each of them. May be none. */
    static List<Needle> of(String text) {
        List<Needle> found = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isUnsafe(text, i)) {
                Needle needle = new Needle(text.substring(begin, i));
                if (needle.utf8.length >= MIN_BYTES) {
                    found.add(needle);
                }
                begin = i + 1;
            }
        }
        return found;
    }

    private static boolean isUnsafe(String text, int at) {
        char unit = text.charAt(at);
        return unit < FIRST_PRINTABLE || OTHERWISE_SPELLED.indexOf(unit) >= 0;
    }

    /** The text in UTF-8; not to be changed. */
    byte[] utf8() {
        return utf8;
    }

    /** Its UTF-16 units. */
    String units() {
        return text;
    }

    /** Whether the text stands here as it is. */
    boolean isAt(byte[] buffer, int at, int limit) {
        return at >= 0
                && at + utf8.length <= limit
                && Arrays.equals(buffer, at, at + utf8.length, utf8, 0, utf8.length);
    }

    /**
     * Whether the first escape of a spelling of the text stands here.
     *
     * @param from the first byte that may belong to it
     * @param escape where the escape begins
     * @param limit behind the last byte that may belong to it
     */
    boolean isSpelledAround(byte[] buffer, int from, int escape, int limit) {
        int unit = Escape.unitAt(buffer, escape, limit);
        for (int i = text.indexOf(unit); i >= 0; i = text.indexOf(unit, i + 1)) {
            int before = bytesBefore[i];
            boolean begins = before >= 0
                    && escape - before >= from
                    && Arrays.equals(buffer, escape - before, escape, utf8, 0, before);
            if (begins && goesOn(buffer, escape, i, limit)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rest of the text, from a unit on, is spelled here. */
    private boolean goesOn(byte[] buffer, int from, int firstUnit, int limit) {
        int at = from;
        int unit = firstUnit;
        while (unit < text.length()) {
            if (Escape.unitAt(buffer, at, limit) == text.charAt(unit)) {
                at += Escape.BYTES;
                unit++;
                continue;
            }
            int next = unit + 1 < text.length() && bytesBefore[unit + 1] < 0 ? unit + 2 : unit + 1;
            int begin = bytesBefore[unit];
            int length = bytesBefore[next] - begin;
            boolean same = begin >= 0
                    && at + length <= limit
                    && Arrays.equals(buffer, at, at + length, utf8, begin, begin + length);
            if (!same) {
                return false;
            }
            at += length;
            unit = next;
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Needle that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

package weir.lake.json;

import weir.lake.bytes.Word;

/** Looks at the bytes of strings eight at a time. */
final class StringBytes {

    private StringBytes() {}

    /** The first byte that does not stand for itself in a string: a quote, a backslash or a control character. */
    static int firstSpecial(byte[] buffer, int from, int to) {
        int at = from;
        for (; at <= to - Word.BYTES; at += Word.BYTES) {
            long found = specials(Word.at(buffer, at));
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        while (at < to && !isSpecial(buffer[at])) {
            at++;
        }
        return at;
    }

    /**
     * The high bit of each special byte; bits above the lowest one that is set may be wrong, for a subtraction borrows
     * from them. With bit 1 turned, the quote stands right behind the control characters, so one comparison finds both.
     */
    private static long specials(long word) {
        long quoteOrControl = (word ^ (0x02 * Word.ONES)) - (0x21 * Word.ONES);
        long backslash = (word ^ ('\\' * Word.ONES)) - Word.ONES;
        return (quoteOrControl | backslash) & ~word & Word.HIGH_BITS;
    }

    private static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || (value >= 0 && value < ' ');
    }
}

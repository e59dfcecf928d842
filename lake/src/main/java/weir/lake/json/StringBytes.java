package weir.lake.json;

import weir.lake.bytes.Word;

/** Which bytes do not stand for themselves in a string. */
final class StringBytes {

    private StringBytes() {}

    /**
     * The high bit of each byte of a word that does not stand for itself in a string: a quote, a backslash or a control
     * character. Bits above the lowest one that is set may be wrong, for a subtraction borrows from them. With bit 1 turned, the quote stands right behind the control characters, so one comparison finds both.
     */
    static long specials(long word) {
        long quoteOrControl = (word ^ (0x02 * Word.ONES)) - (0x21 * Word.ONES);
        long backslash = (word ^ ('\\' * Word.ONES)) - Word.ONES;
        return (quoteOrControl | backslash) & ~word & Word.HIGH_BITS;
    }

    /** The same for one byte. */
    static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || (value >= 0 && value < ' ');
    }
}

package weir.lake.filter;

/** The spelling {@code \}{@code uXXXX} of one UTF-16 unit in a JSON string. */
final class Escape {

    /** Its length. */
    static final int BYTES = 6;

    private static final int NONE = -1;

    /** The value of each byte as a hex digit; -1 if it is none. */
    private static final int[] DIGITS = digits();

    private Escape() {}

    /** The unit that is spelled here; -1 if none is, or not before the limit. */
    static int unitAt(byte[] buffer, int at, int limit) {
        if (at < 0 || at + BYTES > limit || buffer[at] != '\\' || buffer[at + 1] != 'u') {
            return NONE;
        }
        // a digit that is none has the highest bit, which stays
        int unit = DIGITS[buffer[at + 2] & 0xFF] << 12
                | DIGITS[buffer[at + 3] & 0xFF] << 8
                | DIGITS[buffer[at + 4] & 0xFF] << 4
                | DIGITS[buffer[at + 5] & 0xFF];
        return unit < 0 ? NONE : unit;
    }

    private static int[] digits() {
        int[] digits = new int[1 << Byte.SIZE];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = Character.digit(i, 16);
        }
        return digits;
    }
}

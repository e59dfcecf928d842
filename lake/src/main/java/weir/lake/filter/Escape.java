package weir.lake.filter;

/** The spelling {@code \}{@code uXXXX} of one UTF-16 unit in a JSON string. */
final class Escape {

    /** Its length. */
    static final int BYTES = 6;

    private static final int NONE = -1;

    private Escape() {}

    /** The unit that is spelled here; -1 if none is, or not before the limit. */
    static int unitAt(byte[] buffer, int at, int limit) {
        if (at < 0 || at + BYTES > limit || buffer[at] != '\\' || buffer[at + 1] != 'u') {
            return NONE;
        }
        int unit = 0;
        for (int i = at + 2; i < at + BYTES; i++) {
            int digit = Character.digit(buffer[i], 16);
            if (digit < 0) {
                return NONE;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }
}

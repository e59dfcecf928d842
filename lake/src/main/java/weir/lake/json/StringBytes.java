package weir.lake.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at the bytes of strings eight at a time. */
final class StringBytes {

    static final int WORD_BYTES = Long.BYTES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private StringBytes() {}

    /** Eight bytes, the first of them lowest. */
    static long word(byte[] buffer, int at) {
        return (long) WORD.get(buffer, at);
    }

    /** The first byte that does not stand for itself in a string: a quote, a backslash or a control character. */
    static int firstSpecial(byte[] buffer, int from, int to) {
        int at = from;
        for (; at <= to - WORD_BYTES; at += WORD_BYTES) {
            long found = specials(word(buffer, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
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
        long quoteOrControl = (word ^ (0x02 * EACH)) - (0x21 * EACH);
        long backslash = (word ^ ('\\' * EACH)) - EACH;
        return (quoteOrControl | backslash) & ~word & HIGH_BITS;
    }

    private static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || (value >= 0 && value < ' ');
    }
}

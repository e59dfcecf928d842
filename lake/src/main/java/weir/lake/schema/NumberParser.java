package weir.lake.schema;

import java.nio.charset.StandardCharsets;

import weir.lake.bytes.Word;

/** Reads numbers that are spelled as JSON spells them; without a text in between where that is exact. */
final class NumberParser {

    /** Whole numbers of this length fit 64 bits, with a sign too. */
    private static final int SAFE_LONG_LENGTH = 18;

    /** The whole numbers up to here, and the powers of ten here, are doubles; so one division rounds as it should. */
    private static final long MAX_EXACT = 1L << 53;

    private static final long EIGHT_DIGITS = 100_000_000;

    private static final double[] EXACT_POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17
    };

    private NumberParser() {}

    /** Whether a whole number is so short that it fits 64 bits. */
    static boolean isSafe(int from, int to) {
        return to - from <= SAFE_LONG_LENGTH;
    }

    /** Whether a whole number surely fits 64 bits; of those that do not need a closer look, ids of 19 digits are many. */
    static boolean isLong(byte[] buffer, int from, int to) {
        return isSafe(from, to)
                || (to - from == SAFE_LONG_LENGTH + 1 && buffer[from] != '-' && whole(buffer, from, to) >= 0);
    }

    /** Whether a text has nothing but digits, and is a whole number that is safe. */
    static boolean isDigits(byte[] buffer, int from, int to) {
        boolean digits = from < to && isSafe(from, to);
        for (int i = from; i < to && digits; i++) {
            digits = buffer[i] >= '0' && buffer[i] <= '9';
        }
        return digits;
    }

    /** A whole number that is safe; one that is a digit longer and has no sign is negative if it does not fit 64 bits. */
    static long whole(byte[] buffer, int from, int to) {
        boolean negative = buffer[from] == '-';
        long number = 0;
        int at = negative ? from + 1 : from;
        for (; at <= to - Word.BYTES; at += Word.BYTES) {
            number = number * EIGHT_DIGITS + eightDigits(Word.at(buffer, at));
        }
        for (; at < to; at++) {
            number = number * 10 + buffer[at] - '0';
        }
        return negative ? -number : number;
    }

    /** The number of eight digits, the first of them lowest in the word: by pairs, then by two pairs of pairs at once. */
    private static long eightDigits(long word) {
        long digits = word - '0' * Word.ONES;
        long pairs = digits * 10 + (digits >>> Byte.SIZE); // in every other byte
        long outer = (pairs & 0xFF000000FFL) * (100L + (1_000_000L << Integer.SIZE));
        long inner = ((pairs >>> Short.SIZE) & 0xFF000000FFL) * (1L + (10_000L << Integer.SIZE));
        return (outer + inner) >>> Integer.SIZE;
    }

    /** A number with a fraction or exponent as the nearest double. */
    static double floating(byte[] buffer, int from, int to) {
        boolean negative = buffer[from] == '-';
        boolean simple = isSafe(from, to);
        long digits = 0;
        int point = to;
        for (int i = negative ? from + 1 : from; i < to && simple; i++) {
            if (buffer[i] == '.') {
                point = i + 1;
            } else if (buffer[i] >= '0') {
                digits = digits * 10 + buffer[i] - '0';
            }
            simple = buffer[i] <= '9'; // an exponent is left to the JDK
        }
        if (!simple || digits > MAX_EXACT) {
            return Double.parseDouble(text(buffer, from, to));
        }
        double number = digits / EXACT_POWERS_OF_TEN[to - point];
        return negative ? -number : number;
    }

    static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

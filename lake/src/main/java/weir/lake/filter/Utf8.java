package weir.lake.filter;

import weir.lake.bytes.Word;

/** Tells UTF-8 from what only looks like it. */
final class Utf8 {

    private Utf8() {}

    /**
     * The first byte that breaks RFC 3629, counted from {@code offset}, or -1 if there is none. Overlong forms,
     * surrogates and code points above U+10FFFF break it; U+0000 does not.
     */
    static int firstInvalid(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int i = firstNotAscii(buffer, offset, end);
        while (i < end) {
            int size = sequence(buffer, i, end);
            if (size < 0) {
                return i - offset;
            }
            i += size;
            if (i < end && buffer[i] >= 0) {
                i = firstNotAscii(buffer, i, end);
            }
        }
        return -1;
    }

    private static int firstNotAscii(byte[] buffer, int from, int end) {
        int i = from;
        while (i <= end - 4 * Word.BYTES
                && ((Word.at(buffer, i)
                                        | Word.at(buffer, i + Word.BYTES)
                                        | Word.at(buffer, i + 2 * Word.BYTES)
                                        | Word.at(buffer, i + 3 * Word.BYTES))
                                & Word.HIGH_BITS)
                        == 0) {
            i += 4 * Word.BYTES;
        }
        for (; i <= end - Word.BYTES; i += Word.BYTES) {
            long found = Word.at(buffer, i) & Word.HIGH_BITS;
            if (found != 0) {
                return i + Word.bytesBefore(found);
            }
        }
        while (i < end && buffer[i] >= 0) {
            i++;
        }
        return i;
    }

    private static int sequence(byte[] buffer, int at, int end) {
        int first = buffer[at] & 0xFF;
        int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + size > end) {
            return -1;
        }
        for (int i = at + 1; i < at + size; i++) {
            if ((buffer[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        int second = buffer[at + 1] & 0xFF;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean surrogate = first == 0xED && second > 0x9F;
        boolean beyond = first == 0xF4 && second > 0x8F;
        return overlong || surrogate || beyond ? -1 : size;
    }
}

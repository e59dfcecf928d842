package weir.lake.filter;

import weir.lake.bytes.Word;

/**
 * Two bytes that stand at some distance from one another. Of the second only some bits may be looked at.
 *
 * @param first the first byte
 * @param second the second byte, as far as it is looked at
 * @param mask the bits of the second byte that are looked at
 * @param distance how far behind the first byte the second one stands
 */
record BytePair(byte first, byte second, byte mask, int distance) {

    private static final byte ALL_BITS = -1;

    /** Two bytes side by side. */
    static BytePair adjacent(byte first, byte second) {
        return new BytePair(first, second, ALL_BITS, 1);
    }

    /** Whether it is two whole bytes side by side. */
    boolean isAdjacent() {
        return distance == 1 && mask == ALL_BITS;
    }

    /** Whether the pair stands here; the buffer reaches as far as the second byte. */
    boolean isAt(byte[] buffer, int at) {
        return buffer[at] == first && (buffer[at + distance] & mask) == second;
    }

    /** The first byte in each byte of a word. */
    long firsts() {
        return repeated(first);
    }

    /** The second byte in each byte of a word. */
    long seconds() {
        return repeated(second);
    }

    /** The mask in each byte of a word. */
    long masks() {
        return repeated(mask);
    }

    private static long repeated(byte value) {
        return (value & 0xFF) * Word.ONES;
    }
}

package weir.lake.filter;

import weir.lake.bytes.Word;

/**
 * Some bytes in a row, of which only some bits may be looked at. Looked for are the first and the one at a near distance behind
 * it, which are whole ones, and the one at a farther distance; and in most places the one before that. Patterns that are
 * looked for together have the same distances.
 *
 * @param distances which bytes are looked for
 * @param bytes a word of the bytes; bits that are not looked at are 0
 * @param mask the bits that are looked at
 * @param brief whether it is looked for by the first byte and that at the nearer distance only
 */
record BytePattern(Distances distances, long bytes, long mask, boolean brief) {

    /**
     * Two distances.
     *
     * @param near at least 1
     * @param far more than that, and less than the bytes of a word
     */
    record Distances(int near, int far) {}

    /** A pattern of no bytes. */
    static BytePattern nothing(Distances distances) {
        return new BytePattern(distances, 0, 0, false);
    }

    /** The bytes of a text from a place on, which reach as far as the nearer distance at least. */
    static BytePattern of(Distances distances, byte[] text, int at) {
        BytePattern pattern = nothing(distances);
        for (int i = 0; i < Math.min(text.length - at, Word.BYTES); i++) {
            pattern = pattern.with(i, text[at + i], (byte) -1);
        }
        return pattern;
    }

    /** The same with one more byte, of which some bits are looked at. */
    BytePattern with(int distance, byte value, byte bits) {
        int shift = distance * Byte.SIZE;
        return new BytePattern(
                distances, bytes | (value & bits & 0xFFL) << shift, mask | (bits & 0xFFL) << shift, brief);
    }

    /** The same, looked for by the bytes at other distances. */
    BytePattern lookedForAt(Distances others) {
        return new BytePattern(others, bytes, mask, brief);
    }

    /** The same, looked for by two bytes: in less time, but more often in vain. */
    BytePattern briefly() {
        return new BytePattern(distances, bytes, mask, true);
    }

    /** The first byte. */
    byte first() {
        return value(0);
    }

    /** The byte at a distance, as far as it is looked at. */
    byte value(int distance) {
        return (byte) (bytes >>> (distance * Byte.SIZE));
    }

    /** The bits of the byte at a distance that are looked at; none if it says nothing. */
    byte bits(int distance) {
        return (byte) (mask >>> (distance * Byte.SIZE));
    }

    /** Whether the bytes stand here that are looked for, those before {@code to} at least that say something. */
    boolean mayBeAt(byte[] buffer, int at, int to) {
        return hasAt(buffer, at, to, 0)
                && hasAt(buffer, at, to, distances.near())
                && (brief || hasAt(buffer, at, to, distances.far()));
    }

    private boolean hasAt(byte[] buffer, int at, int to, int distance) {
        byte bits = bits(distance);
        return bits == 0 || (at + distance < to && (buffer[at + distance] & bits) == value(distance));
    }

    /** Whether a word of a buffer is the pattern. */
    boolean is(long word) {
        return (word & mask) == bytes;
    }
}

package weir.lake.filter;

import weir.lake.bytes.Word;

/**
 * The bytes of a pattern that are looked for, each in every byte of a word, to look at eight places at once.
 *
 * @param first the lower bits of the first byte
 * @param near the byte at the nearer distance
 * @param far the byte at the farther distance, as far as it is looked at
 * @param farBits which of its bits are looked at
 * @param before the byte before that, but in the first byte of the word
 * @param beforeBits which of its bits are looked at
 */
record PatternWords(long first, long near, long far, long farBits, long before, long beforeBits) {

    private static final long ALL_BUT_THE_FIRST = ~0xFFL;

    static PatternWords of(BytePattern pattern) {
        int near = pattern.distances().near();
        int far = pattern.distances().far();
        if ((pattern.bits(0) & pattern.bits(near)) != -1) {
            throw new IllegalArgumentException(
                    "The first byte and that at the nearer distance are whole ones: " + pattern);
        }
        BytePattern behind = pattern.brief() ? BytePattern.nothing(pattern.distances()) : pattern;
        return new PatternWords(
                inEach(pattern.first()) & ~Word.HIGH_BITS,
                inEach(pattern.value(near)),
                inEach(behind.value(far)),
                inEach(behind.bits(far)),
                inEach(behind.value(far - 1)) & ALL_BUT_THE_FIRST,
                inEach(behind.bits(far - 1)) & ALL_BUT_THE_FIRST);
    }

    private static long inEach(byte value) {
        return (value & 0xFF) * Word.ONES;
    }

    /**
     * The highest bit of each byte is clear where the pattern's bytes are, the lower bits of the first of them at least. Other
     * bits say nothing.
     *
     * @param here eight bytes
     * @param second those at the nearer distance from them
     * @param third those at the farther distance
     */
    long missed(long here, long second, long third) {
        // each byte has its highest bit set: to subtract takes it if no other is set, and nothing from the next byte
        long differs = ((here | Word.HIGH_BITS) ^ first)
                | (second ^ near)
                | ((third & farBits) ^ far)
                | (((third << Byte.SIZE) & beforeBits) ^ before);
        return differs - Word.ONES;
    }

    /** As {@link #missed}, if it is brief. */
    long missedBriefly(long here, long second) {
        return (((here | Word.HIGH_BITS) ^ first) | (second ^ near)) - Word.ONES;
    }
}

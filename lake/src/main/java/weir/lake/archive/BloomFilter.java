package weir.lake.archive;

import java.util.Arrays;

/**
 * A set of hashes that answers "no" or "perhaps" (Bloom, 1970), with 12 bits for each: one "perhaps" in some 300 is wrong. A
 * hash with the halves {@code a} (the lower one) and {@code b}, taken as unsigned numbers, sets the bits {@code (a + i·(b|1))
 * mod (8 × bytes)} for {@code i} from 0 to 7; bit {@code n} is {@code 1 << n % 8} of byte {@code n / 8}. Immutable.
 */
final class BloomFilter {

    private static final int BITS_A_HASH = 12;
    private static final int PROBES = 8;
    private static final long LOWER = 0xFFFF_FFFFL;

    private final int hashes;
    private final byte[] bits;

    /**
     * A filter that was written.
     *
     * @param hashes how many different ones it was made of
     * @param bits of the length that so many need
     * @throws IllegalArgumentException if they have another length
     */
    BloomFilter(int hashes, byte[] bits) {
        if (bits.length != bytes(hashes)) {
            throw new IllegalArgumentException(
                    "A filter of " + hashes + " hashes has " + bytes(hashes) + " bytes, not " + bits.length);
        }
        this.hashes = hashes;
        this.bits = bits;
    }

    /** The filter of some hashes, in any order, equal ones too. */
    static BloomFilter of(long[] hashes) {
        long[] distinct = Arrays.stream(hashes).sorted().distinct().toArray();
        byte[] bits = new byte[bytes(distinct.length)];
        for (long hash : distinct) {
            for (int i = 0; i < PROBES; i++) {
                int bit = bit(hash, i, bits.length);
                bits[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            }
        }
        return new BloomFilter(distinct.length, bits);
    }

    private static int bytes(int hashes) {
        return Math.toIntExact(((long) hashes * BITS_A_HASH + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** Whether a hash may be one of those it was made of; false is certain. */
    boolean mayContain(long hash) {
        for (int i = 0; bits.length > 0 && i < PROBES; i++) {
            int bit = bit(hash, i, bits.length);
            if ((bits[bit / Byte.SIZE] & 1 << bit % Byte.SIZE) == 0) {
                return false;
            }
        }
        return bits.length > 0;
    }

    private static int bit(long hash, int probe, int bytes) {
        long step = hash >>> Integer.SIZE | 1;
        return (int) (((hash & LOWER) + probe * step) % ((long) bytes * Byte.SIZE));
    }

    int hashes() {
        return hashes;
    }

    byte[] bits() {
        return bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BloomFilter that && hashes == that.hashes && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}

package weir.compaction;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * The keys of the kept lines of one microbatch: a hash of each, the number of its line, and the range of the first key
 * column. Lines with equal keys have equal hashes; whether lines with equal hashes have equal keys is for others to find
 * out. For one thread until it is filled.
 */
final class Keys {

    private final KeyRange range;
    private long[] hashes = new long[16];
    private int[] lines = new int[16];
    private int size;

    /** No keys. */
    Keys(KeyRange range) {
        this.range = range;
    }

    /**
     * Adds the key of a line.
     *
     * @param line its number in the microbatch
     * @param first the value of the first key column, as Catalyst has it
     */
    void add(long hash, long line, Object first) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        hashes[size] = hash;
        lines[size++] = Math.toIntExact(line);
        range.add(first);
    }

    /** The hash of every key, in the order of the lines. */
    LongStream hashes() {
        return Arrays.stream(hashes, 0, size);
    }

    /** The numbers of the lines whose hash is one of these, which are sorted. */
    BitSet linesOf(long[] some) {
        BitSet found = new BitSet();
        for (int i = 0; i < size; i++) {
            if (Arrays.binarySearch(some, hashes[i]) >= 0) {
                found.set(lines[i]);
            }
        }
        return found;
    }

    /** The values of the first key column. */
    KeyRange range() {
        return range;
    }
}

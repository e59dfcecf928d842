package weir.lake.filter;

import java.util.List;

import weir.lake.bytes.Word;

/**
 * As {@link PairScan}, for two pairs or more, and some thousand places at a time. Its loops over bytes have no branch, and
 * read each array at the same index: then the compiler makes vector instructions of them, which take half the time. Until
 * they are compiled they take longer, and where much is found most of a block is looked at in vain; so the first bytes of
 * each range, and of all that is searched, are left to the other one. For one thread.
 */
final class BlockScan {

    /** Four arrays of it fit into the processor's nearest cache. */
    private static final int BLOCK = 1 << 13;

    /** So many bytes of a range are searched without blocks. */
    private static final int NEAR_BYTES = 1 << 12;

    /** So many bytes are searched without blocks at first. */
    private static final int FIRST_BYTES = 8 << 20;

    private static final int STRIDE = 4 * Word.BYTES;

    private final PairScan narrow;
    private final BytePair[] pairs;
    private final int farthest;
    private final byte[] firsts = new byte[BLOCK];
    private final byte[] seconds = new byte[BLOCK];
    private final byte[] otherSeconds = new byte[BLOCK];
    /** The highest bit of a byte is set where a pair stands. Behind the block are some bytes that never have it. */
    private final byte[] marks = new byte[BLOCK + STRIDE];

    private int unready;
    private int nearEnd;
    private int block;
    private int blockEnd;

    /** @param pairs at least two */
    BlockScan(List<BytePair> pairs) {
        this(pairs, FIRST_BYTES);
    }

    /** @param unready so many bytes are searched without blocks at first */
    BlockScan(List<BytePair> pairs, int unready) {
        this.narrow = new PairScan(pairs);
        this.pairs = pairs.toArray(BytePair[]::new);
        this.farthest = pairs.stream().mapToInt(BytePair::distance).max().orElseThrow();
        this.unready = unready;
    }

    /** Begins with a range of a buffer, which may hold other bytes than before. */
    void begin(int from, int to) {
        int near = Math.min(to - from, Math.max(NEAR_BYTES, unready));
        unready -= Math.min(unready, near);
        nearEnd = from + near;
        blockEnd = from;
    }

    /** As {@link PairScan#find}, in the range that was begun, from places that do not go back. */
    int find(byte[] buffer, int from, int to) {
        int at = from;
        if (at < nearEnd) {
            int found = narrow.find(buffer, at, Math.min(to, nearEnd + farthest));
            if (found < nearEnd) {
                return found;
            }
            at = nearEnd;
        }
        while (at < blockEnd || to - at >= BLOCK + farthest) {
            if (at >= blockEnd) {
                mark(buffer, at);
            }
            int found = block + nextMark(at - block);
            if (found < blockEnd) {
                return found;
            }
            at = blockEnd;
        }
        return narrow.find(buffer, at, to);
    }

    private void mark(byte[] buffer, int at) {
        System.arraycopy(buffer, at, firsts, 0, BLOCK);
        System.arraycopy(buffer, at + pairs[0].distance(), seconds, 0, BLOCK);
        System.arraycopy(buffer, at + pairs[1].distance(), otherSeconds, 0, BLOCK);
        markTwo(firsts, seconds, otherSeconds, pairs[0], pairs[1], marks);
        for (int i = 2; i < pairs.length; i++) {
            System.arraycopy(buffer, at + pairs[i].distance(), seconds, 0, BLOCK);
            markMore(firsts, seconds, pairs[i], marks);
        }
        block = at;
        blockEnd = at + BLOCK;
    }

    private static void markTwo(
            byte[] firsts, byte[] seconds, byte[] otherSeconds, BytePair pair, BytePair other, byte[] marks) {
        byte first = pair.first();
        byte second = pair.second();
        byte mask = pair.mask();
        byte otherFirst = other.first();
        byte otherSecond = other.second();
        byte otherMask = other.mask();
        for (int i = 0; i < BLOCK; i++) {
            // zero where both bytes are those of the pair; zero is the only byte that has its highest bit set by what
            // follows
            int here = (firsts[i] ^ first) | ((seconds[i] & mask) ^ second);
            int there = (firsts[i] ^ otherFirst) | ((otherSeconds[i] & otherMask) ^ otherSecond);
            marks[i] = (byte) (((here - 1) & ~here) | ((there - 1) & ~there));
        }
    }

    private static void markMore(byte[] firsts, byte[] seconds, BytePair pair, byte[] marks) {
        byte first = pair.first();
        byte second = pair.second();
        byte mask = pair.mask();
        for (int i = 0; i < BLOCK; i++) {
            int here = (firsts[i] ^ first) | ((seconds[i] & mask) ^ second);
            marks[i] = (byte) (marks[i] | ((here - 1) & ~here));
        }
    }

    /** The first marked index at or behind one; the length of a block if there is none. */
    private int nextMark(int from) {
        int at = from;
        while (at < BLOCK && (stride(at) & Word.HIGH_BITS) == 0) {
            at += STRIDE;
        }
        for (; at < BLOCK; at += Word.BYTES) {
            long marked = Word.at(marks, at) & Word.HIGH_BITS;
            if (marked != 0) {
                return at + Word.bytesBefore(marked);
            }
        }
        return BLOCK;
    }

    private long stride(int at) {
        return Word.at(marks, at)
                | Word.at(marks, at + Word.BYTES)
                | Word.at(marks, at + 2 * Word.BYTES)
                | Word.at(marks, at + 3 * Word.BYTES);
    }
}

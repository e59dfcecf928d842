package weir.lake.filter;

import java.util.List;

import weir.lake.bytes.Word;

/**
 * As {@link PatternScan}, for two patterns or more, and some thousand places at a time. Its loops over bytes have no branch,
 * and read each array at the same index: then the compiler makes vector instructions of them, which take a third of the time.
 * Until they are compiled they take longer, and where much is found most of a block is looked at in vain; so the first bytes
 * of each range, and of all that is searched, are left to the other one. For one thread.
 */
final class BlockScan {

    /** Four arrays of it fit into the processor's nearest cache. */
    private static final int BLOCK = 1 << 13;

    /** So many bytes of a range are searched without blocks: about what takes as long as a block. */
    private static final int NEAR_BYTES = 1 << 11;

    /** So many bytes are searched without blocks at first. */
    private static final int FIRST_BYTES = 8 << 20;

    private static final int STRIDE = 8 * Word.BYTES;

    private static final byte MARK = (byte) 0x80;

    private final PatternScan narrow;
    private final BytePattern[] patterns;
    private final int nearDistance;
    private final int farDistance;
    private final byte[] firsts = new byte[BLOCK];
    private final byte[] nears = new byte[BLOCK];
    private final byte[] fars = new byte[BLOCK];
    /** {@link #MARK} where the bytes of a pattern stand that are looked for, 0 elsewhere. */
    private final byte[] marks = new byte[BLOCK];

    private int unready;
    private int nearEnd;
    private int block;
    private int blockEnd;

    /** @param patterns at least two; all with the same distances */
    BlockScan(List<BytePattern> patterns) {
        this(patterns, FIRST_BYTES);
    }

    /** @param unready so many bytes are searched without blocks at first */
    BlockScan(List<BytePattern> patterns, int unready) {
        this.narrow = new PatternScan(patterns);
        this.patterns = patterns.toArray(BytePattern[]::new);
        this.nearDistance = patterns.get(0).distances().near();
        this.farDistance = patterns.get(0).distances().far();
        this.unready = unready;
    }

    /** Begins with a range of a buffer, which may hold other bytes than before. */
    void begin(int from, int to) {
        int near = Math.min(to - from, Math.max(NEAR_BYTES, unready));
        unready -= Math.min(unready, near);
        nearEnd = from + near;
        blockEnd = from;
    }

    /** As {@link PatternScan#find}, in the range that was begun, from places that do not go back. Seldom names one in vain. */
    int find(byte[] buffer, int from, int to) {
        int at = from;
        if (at < nearEnd) {
            int found = narrow.find(buffer, at, Math.min(to, nearEnd + farDistance));
            if (found < nearEnd) {
                return found;
            }
            at = nearEnd;
        }
        int behind = to - farDistance;
        while (at < behind && behind >= BLOCK) {
            if (at >= blockEnd) {
                mark(buffer, Math.min(at, behind - BLOCK));
            }
            int found = block + nextFound(buffer, at - block);
            if (found < blockEnd) {
                return found;
            }
            at = blockEnd;
        }
        return narrow.find(buffer, at, to);
    }

    private void mark(byte[] buffer, int at) {
        System.arraycopy(buffer, at, firsts, 0, BLOCK);
        System.arraycopy(buffer, at + nearDistance, nears, 0, BLOCK);
        System.arraycopy(buffer, at + farDistance, fars, 0, BLOCK);
        markTwo(firsts, nears, fars, patterns[0], patterns[1], marks);
        for (int i = 2; i < patterns.length; i++) {
            markMore(firsts, nears, fars, patterns[i], marks);
        }
        block = at;
        blockEnd = at + BLOCK;
    }

    private static void markTwo(
            byte[] firsts, byte[] nears, byte[] fars, BytePattern one, BytePattern other, byte[] marks) {
        int near = one.distances().near();
        int far = one.distances().far();
        byte first = one.first();
        byte second = one.value(near);
        byte secondBits = one.bits(near);
        byte third = one.value(far);
        byte thirdBits = one.bits(far);
        byte otherFirst = other.first();
        byte otherSecond = other.value(near);
        byte otherSecondBits = other.bits(near);
        byte otherThird = other.value(far);
        byte otherThirdBits = other.bits(far);
        for (int i = 0; i < BLOCK; i++) {
            // zero where all bytes are those of the pattern; zero is the only byte that has its highest bit set by what
            // follows
            int here = (firsts[i] ^ first) | ((nears[i] & secondBits) ^ second) | ((fars[i] & thirdBits) ^ third);
            int there = (firsts[i] ^ otherFirst)
                    | ((nears[i] & otherSecondBits) ^ otherSecond)
                    | ((fars[i] & otherThirdBits) ^ otherThird);
            marks[i] = (byte) ((((here - 1) & ~here) | ((there - 1) & ~there)) & MARK);
        }
    }

    private static void markMore(byte[] firsts, byte[] nears, byte[] fars, BytePattern one, byte[] marks) {
        byte first = one.first();
        byte second = one.value(one.distances().near());
        byte secondBits = one.bits(one.distances().near());
        byte third = one.value(one.distances().far());
        byte thirdBits = one.bits(one.distances().far());
        for (int i = 0; i < BLOCK; i++) {
            int here = (firsts[i] ^ first) | ((nears[i] & secondBits) ^ second) | ((fars[i] & thirdBits) ^ third);
            marks[i] = (byte) (marks[i] | ((here - 1) & ~here & MARK));
        }
    }

    /** The first index at or behind one where a pattern is; the length of a block if there is none. */
    private int nextFound(byte[] buffer, int from) {
        int at = nextMark(from);
        while (at < BLOCK && !isAny(buffer, block + at)) {
            at = nextMark(at + 1);
        }
        return at;
    }

    private boolean isAny(byte[] buffer, int at) {
        if (at + Word.BYTES > buffer.length) {
            return true; // who has asked looks closer
        }
        long word = Word.at(buffer, at);
        for (BytePattern pattern : patterns) {
            if (pattern.is(word)) {
                return true;
            }
        }
        return false;
    }

    /** The first marked index at or behind one; the length of a block if there is none. */
    private int nextMark(int from) {
        int at = from;
        while (at <= BLOCK - STRIDE && stride(at) == 0) {
            at += STRIDE;
        }
        for (; at <= BLOCK - Word.BYTES; at += Word.BYTES) {
            long marked = Word.at(marks, at);
            if (marked != 0) {
                return at + Word.bytesBefore(marked);
            }
        }
        while (at < BLOCK && marks[at] == 0) {
            at++;
        }
        return at;
    }

    private long stride(int at) {
        return Word.at(marks, at)
                | Word.at(marks, at + Word.BYTES)
                | Word.at(marks, at + 2 * Word.BYTES)
                | Word.at(marks, at + 3 * Word.BYTES)
                | Word.at(marks, at + 4 * Word.BYTES)
                | Word.at(marks, at + 5 * Word.BYTES)
                | Word.at(marks, at + 6 * Word.BYTES)
                | Word.at(marks, at + 7 * Word.BYTES);
    }
}

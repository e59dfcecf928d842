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

    /** Four copies of it fit into the processor's nearest cache. */
    private static final int BLOCK = 1 << 13;

    /** From copy to copy: processors take places that lie whole pages of 4 KiB apart for the same ones, and wait. */
    private static final int APART = BLOCK + (1 << 10);

    private static final int NEARS = APART;
    private static final int FARS = 2 * APART;
    private static final int MARKS = 3 * APART;

    /** So many bytes of a range are searched without blocks where much is found: about what takes as long as a block. */
    private static final int NEAR_BYTES = 1 << 11;

    /** So many bytes are searched without blocks at first. */
    private static final int FIRST_BYTES = 8 << 20;

    private static final int STRIDE = 8 * Word.BYTES;

    private static final int QUARTER = BLOCK / 4;

    private final PatternScan narrow;
    private final BytePattern[] patterns;
    private final int nearDistance;
    private final int farDistance;

    /**
     * A block three times, from its first byte on and from either distance on, and behind them the highest bit of a byte
     * wherever the bytes of a pattern stand that are looked for. One array, so that they lie as they should to each other.
     */
    private final byte[] area = new byte[MARKS + BLOCK];

    private int unready;
    private boolean found;
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
        int near = Math.min(to - from, Math.max(found ? NEAR_BYTES : 0, unready));
        unready -= Math.min(unready, near);
        nearEnd = from + near;
        blockEnd = from;
    }

    /** As {@link PatternScan#find}, in the range that was begun, from places that do not go back. Seldom names one in vain. */
    int find(byte[] buffer, int from, int to) {
        int at = next(buffer, from, to);
        found = at < to;
        return at;
    }

    private int next(byte[] buffer, int from, int to) {
        int at = from;
        if (at < nearEnd) {
            int place = narrow.find(buffer, at, Math.min(to, nearEnd + farDistance));
            if (place < nearEnd) {
                return place;
            }
            at = nearEnd;
        }
        int behind = to - farDistance;
        while (at < behind && behind >= BLOCK) {
            boolean marked = at < blockEnd || mark(buffer, Math.min(at, behind - BLOCK));
            int place = marked ? block + nextMark(at - block) : blockEnd;
            if (place < blockEnd) {
                return place;
            }
            at = blockEnd;
        }
        return narrow.find(buffer, at, to);
    }

    /** Marks where the patterns are in a block. @return whether they are */
    private boolean mark(byte[] buffer, int at) {
        System.arraycopy(buffer, at, area, 0, BLOCK);
        System.arraycopy(buffer, at + nearDistance, area, NEARS, BLOCK);
        System.arraycopy(buffer, at + farDistance, area, FARS, BLOCK);
        markTwo(area, patterns[0], patterns[1]);
        for (int i = 2; i < patterns.length; i++) {
            markMore(area, patterns[i]);
        }
        block = at;
        blockEnd = at + BLOCK;
        fold(area);
        return confirm(buffer);
    }

    private static void markTwo(byte[] area, BytePattern one, BytePattern other) {
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
            int here = (area[i] ^ first)
                    | ((area[i + NEARS] & secondBits) ^ second)
                    | ((area[i + FARS] & thirdBits) ^ third);
            int there = (area[i] ^ otherFirst)
                    | ((area[i + NEARS] & otherSecondBits) ^ otherSecond)
                    | ((area[i + FARS] & otherThirdBits) ^ otherThird);
            area[i + MARKS] = (byte) (((here - 1) & ~here) | ((there - 1) & ~there));
        }
    }

    private static void markMore(byte[] area, BytePattern one) {
        byte first = one.first();
        byte second = one.value(one.distances().near());
        byte secondBits = one.bits(one.distances().near());
        byte third = one.value(one.distances().far());
        byte thirdBits = one.bits(one.distances().far());
        for (int i = 0; i < BLOCK; i++) {
            int here = (area[i] ^ first)
                    | ((area[i + NEARS] & secondBits) ^ second)
                    | ((area[i + FARS] & thirdBits) ^ third);
            area[i + MARKS] = (byte) (area[i + MARKS] | ((here - 1) & ~here));
        }
    }

    /** Lays the marks of four quarters of a block over each other, where nobody needs the block any more. */
    private static void fold(byte[] area) {
        for (int i = 0; i < QUARTER; i++) {
            area[i] = (byte) (area[i + MARKS]
                    | area[i + MARKS + QUARTER]
                    | area[i + MARKS + 2 * QUARTER]
                    | area[i + MARKS + 3 * QUARTER]);
        }
    }

    /** Takes away the marks where there are only some of the bytes of a pattern. @return whether any are left */
    private boolean confirm(byte[] buffer) {
        boolean any = false;
        for (int at = firstMarked(0, QUARTER); at < QUARTER; at = firstMarked(at + Word.BYTES, QUARTER)) {
            for (long marked = marked(at); marked != 0; marked &= marked - 1) {
                for (int i = at + Word.bytesBefore(marked); i < BLOCK; i += QUARTER) {
                    if (area[MARKS + i] < 0) {
                        boolean found = isAny(buffer, block + i);
                        any |= found;
                        area[MARKS + i] = found ? area[MARKS + i] : 0;
                    }
                }
            }
        }
        return any;
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
        int before = from % Word.BYTES;
        int at = MARKS + from - before;
        long marked = marked(at) & (-1L << (before * Byte.SIZE));
        if (marked == 0) {
            at = firstMarked(at + Word.BYTES, MARKS + BLOCK);
            marked = at < MARKS + BLOCK ? marked(at) : 0;
        }
        return marked == 0 ? BLOCK : at + Word.bytesBefore(marked) - MARKS;
    }

    /** The first of some words with a mark; {@code to} if there is none. */
    private int firstMarked(int from, int to) {
        int at = from;
        while (at <= to - STRIDE && !isStrideMarked(at)) {
            at += STRIDE;
        }
        while (at < to && marked(at) == 0) {
            at += Word.BYTES;
        }
        return at;
    }

    private boolean isStrideMarked(int at) {
        long words = Word.at(area, at)
                | Word.at(area, at + Word.BYTES)
                | Word.at(area, at + 2 * Word.BYTES)
                | Word.at(area, at + 3 * Word.BYTES)
                | Word.at(area, at + 4 * Word.BYTES)
                | Word.at(area, at + 5 * Word.BYTES)
                | Word.at(area, at + 6 * Word.BYTES)
                | Word.at(area, at + 7 * Word.BYTES);
        return (words & Word.HIGH_BITS) != 0;
    }

    private long marked(int at) {
        return Word.at(area, at) & Word.HIGH_BITS;
    }
}

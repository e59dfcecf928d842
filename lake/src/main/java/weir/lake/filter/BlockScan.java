package weir.lake.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import weir.lake.bytes.Word;

/**
 * As {@link PatternScan}, for two patterns or more, and some thousand places at a time. Its loops over words have no branch,
 * and read an array only at distances of whole vectors: then the compiler makes vector instructions of them, which take a
 * fraction of the time. Until they are compiled they take longer, and where much is found most of a block is looked at in
 * vain; so the first bytes of all that is searched, and of each range behind a find, are left to the other one. For one
 * thread.
 */
final class BlockScan {

    /** Four copies of it fit into the processor's nearest cache. */
    private static final int BLOCK = 1 << 13;

    /** The words of a block. */
    private static final int WORDS = BLOCK / Word.BYTES;

    /** From copy to copy: processors take places that lie whole pages of 4 KiB apart for the same ones, and wait. */
    private static final int APART = WORDS + (1 << 7);

    private static final int NEARS = APART;
    private static final int FARS = 2 * APART;
    private static final int MARKS = 3 * APART;

    /** So many bytes of a range are searched without blocks where much is found: about what takes as long as a block. */
    private static final int NEAR_BYTES = 1 << 11;

    /** So many bytes are copied to be searched without blocks. */
    private static final int PIECE = 1 << 11;

    /** So many bytes are searched without blocks at first, by all together. */
    private static final AtomicInteger FIRST_BYTES = new AtomicInteger(8 << 20);

    /** How many words are left when each four are laid over each other: once, twice and thrice; and where they are. */
    private static final int QUARTER = WORDS / 4;

    private static final int SIXTEENTH = QUARTER / 4;
    private static final int LAST = SIXTEENTH / 4;
    private static final int TWICE = QUARTER;
    private static final int THRICE = TWICE + SIXTEENTH;

    private final PatternScan narrow;
    private final BytePattern[] patterns;
    private final PatternWords[] wanted;
    private final int nearDistance;
    private final int farDistance;

    /**
     * A block three times, from its first byte on and from either distance on, and behind them words whose bytes have their
     * highest bit clear where a pattern may be. One array, so that they lie as they should to each other.
     */
    private final long[] area = new long[MARKS + WORDS];

    private final byte[] piece = new byte[PIECE + Word.BYTES];

    private final AtomicInteger unready;
    private ByteBuffer buffer;
    /** The words of the buffer from each of its first bytes on. */
    private final LongBuffer[] words = new LongBuffer[Word.BYTES];

    private boolean found;
    private int nearEnd;
    private int block;
    private int blockEnd;
    /** Where the patterns are in the block, in order. */
    private final int[] places = new int[BLOCK];

    private int count;
    private int taken;

    /** @param patterns at least two; all with the same distances */
    BlockScan(List<BytePattern> patterns) {
        this(patterns, FIRST_BYTES);
    }

    /** @param unready so many bytes are searched without blocks at first, by all that share it */
    BlockScan(List<BytePattern> patterns, AtomicInteger unready) {
        this.narrow = new PatternScan(patterns);
        this.patterns = patterns.toArray(BytePattern[]::new);
        this.wanted = patterns.stream().map(PatternWords::of).toArray(PatternWords[]::new);
        this.nearDistance = patterns.get(0).distances().near();
        this.farDistance = patterns.get(0).distances().far();
        this.unready = unready;
    }

    /** Begins with a range of a buffer, which may hold other bytes than before. Its position is no matter. */
    void begin(ByteBuffer searched, int from, int to) {
        buffer = searched.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(words, null);
        int near = Math.min(to - from, Math.max(found ? NEAR_BYTES : 0, unready.get()));
        if (unready.get() > 0) {
            unready.addAndGet(-near);
        }
        nearEnd = from + near;
        blockEnd = from;
    }

    /** As {@link PatternScan#find}, in the range that was begun, from places that do not go back. Seldom names one in vain. */
    int find(int from, int to) {
        int at = next(from, to);
        found = at < to;
        return at;
    }

    private int next(int from, int to) {
        int at = from;
        if (at < nearEnd) {
            int place = narrow(at, nearEnd, to);
            if (place < nearEnd) {
                return place;
            }
            at = nearEnd;
        }
        int behind = to - farDistance;
        while (at < behind && behind >= BLOCK) {
            if (at >= blockEnd) {
                mark(Math.min(at, behind - BLOCK));
            }
            while (taken < count) {
                int place = places[taken++];
                if (place >= at) {
                    return place;
                }
            }
            at = blockEnd;
        }
        return narrow(at, to, to);
    }

    /** The first place before {@code end} without blocks, of patterns that end before {@code to}; {@code end} if there is none. */
    private int narrow(int from, int end, int to) {
        for (int at = from; at < end; at += PIECE) {
            int most = Math.min(PIECE, end - at);
            int length = Math.min(most + Word.BYTES, to - at);
            buffer.get(at, piece, 0, length);
            int place = narrow.find(piece, 0, length);
            if (place < most) {
                return at + place;
            }
        }
        return end;
    }

    /** Finds where the patterns are in a block. */
    private void mark(int at) {
        copy(at, 0);
        copy(at + nearDistance, NEARS);
        copy(at + farDistance, FARS);
        if (wanted[1].isBrief()) {
            markBrief(area, wanted[0], wanted[1]);
        } else {
            markTwo(area, wanted[0], wanted[1]);
        }
        for (int i = 2; i < wanted.length; i++) {
            markMore(area, wanted[i]);
        }
        block = at;
        blockEnd = at + BLOCK;
        fold(area);
        take();
    }

    private void copy(int from, int to) {
        int first = from % Word.BYTES;
        if (words[first] == null) {
            words[first] = buffer.slice(first, buffer.limit() - first)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer();
        }
        words[first].get(from / Word.BYTES, area, to, WORDS);
    }

    private static void markTwo(long[] area, PatternWords one, PatternWords other) {
        for (int i = 0; i < WORDS; i++) {
            area[i + MARKS] = one.missed(area[i], area[i + NEARS], area[i + FARS])
                    & other.missed(area[i], area[i + NEARS], area[i + FARS]);
        }
    }

    private static void markBrief(long[] area, PatternWords one, PatternWords brief) {
        for (int i = 0; i < WORDS; i++) {
            area[i + MARKS] = one.missed(area[i], area[i + NEARS], area[i + FARS])
                    & brief.missedBriefly(area[i], area[i + NEARS]);
        }
    }

    private static void markMore(long[] area, PatternWords one) {
        for (int i = 0; i < WORDS; i++) {
            area[i + MARKS] &= one.missed(area[i], area[i + NEARS], area[i + FARS]);
        }
    }

    /**
     * Lays the marks of each four words that stand apart over each other, where nobody needs the block any more; those of the
     * words that this gives again, and theirs.
     */
    private static void fold(long[] area) {
        for (int i = 0; i < QUARTER; i++) {
            area[i] = area[i + MARKS]
                    & area[i + MARKS + QUARTER]
                    & area[i + MARKS + 2 * QUARTER]
                    & area[i + MARKS + 3 * QUARTER];
        }
        for (int i = 0; i < SIXTEENTH; i++) {
            area[i + TWICE] = area[i] & area[i + SIXTEENTH] & area[i + 2 * SIXTEENTH] & area[i + 3 * SIXTEENTH];
        }
        for (int i = 0; i < LAST; i++) {
            area[i + THRICE] =
                    area[i + TWICE] & area[i + TWICE + LAST] & area[i + TWICE + 2 * LAST] & area[i + TWICE + 3 * LAST];
        }
    }

    /**
     * Takes the marked places, without those where there are only some of the bytes of a pattern. Goes from words that are laid
     * over each other to those they are of: to ask each word in turn takes a processor longer, since it cannot foresee the answer.
     */
    private void take() {
        taken = 0;
        count = 0;
        int folded = 0;
        for (int i = 0; i < LAST; i++) {
            folded |= marked(area[i + THRICE]) << i;
        }
        for (int left = folded; left != 0; left &= left - 1) {
            takeFolded(Integer.numberOfTrailingZeros(left));
        }
        if (count > 1) {
            Arrays.sort(places, 0, count);
        }
    }

    private void takeFolded(int at) {
        for (int left = marked(area, at + TWICE, LAST); left != 0; left &= left - 1) {
            int twice = at + Integer.numberOfTrailingZeros(left) * LAST;
            for (int of = marked(area, twice, SIXTEENTH); of != 0; of &= of - 1) {
                int once = twice + Integer.numberOfTrailingZeros(of) * SIXTEENTH;
                for (int words = marked(area, once + MARKS, QUARTER); words != 0; words &= words - 1) {
                    take(once + Integer.numberOfTrailingZeros(words) * QUARTER);
                }
            }
        }
    }

    private void take(int word) {
        int begin = block + word * Word.BYTES;
        for (long left = ~area[word + MARKS] & Word.HIGH_BITS; left != 0; left &= left - 1) {
            int at = begin + Word.bytesBefore(left);
            if (isAny(at)) {
                places[count++] = at;
            }
        }
    }

    /** Which of four words have a mark, the first one's bit lowest. */
    private static int marked(long[] area, int first, int apart) {
        return marked(area[first])
                | marked(area[first + apart]) << 1
                | marked(area[first + 2 * apart]) << 2
                | marked(area[first + 3 * apart]) << 3;
    }

    /** 1 if a word has a mark, else 0; without a branch. */
    private static int marked(long word) {
        long marks = ~word & Word.HIGH_BITS;
        return (int) ((marks | -marks) >>> (Long.SIZE - 1));
    }

    private boolean isAny(int at) {
        if (at + Word.BYTES > buffer.limit()) {
            return true; // who has asked looks closer
        }
        long word = buffer.getLong(at);
        for (BytePattern pattern : patterns) {
            if (pattern.is(word)) {
                return true;
            }
        }
        return false;
    }
}

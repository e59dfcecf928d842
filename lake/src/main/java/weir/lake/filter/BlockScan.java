package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import weir.lake.bytes.Word;

/**
 * As {@link PatternScan}, for two patterns or more, a block at a time. Until that is compiled it takes longer, and where much
 * is found most of a block is looked at in vain; so the first bytes of all that is searched, and of each range behind a find,
 * are left to the other one. For one thread.
 */
final class BlockScan {

    /** So many bytes of a range are searched without blocks where much is found: about what takes as long as a block. */
    private static final int NEAR_BYTES = 1 << 11;

    /** So many bytes are copied to be searched without blocks. */
    private static final int PIECE = 1 << 11;

    /** So many bytes are searched without blocks at first, by all together. */
    private static final AtomicInteger FIRST_BYTES = new AtomicInteger(8 << 20);

    private final PatternScan narrow;
    private final BlockMarks marks;
    private final int farDistance;
    private final byte[] piece = new byte[PIECE + Word.BYTES];

    private final AtomicInteger unready;
    private ByteBuffer buffer;

    private boolean found;
    private int nearEnd;
    private int block;
    private int blockEnd;
    /** How many of the block's places were named or passed. */
    private int taken;

    /** @param patterns at least two; all with the same distances */
    BlockScan(List<BytePattern> patterns) {
        this(patterns, FIRST_BYTES);
    }

    /** @param unready so many bytes are searched without blocks at first, by all that share it */
    BlockScan(List<BytePattern> patterns, AtomicInteger unready) {
        this.narrow = new PatternScan(patterns);
        this.marks = new BlockMarks(patterns);
        this.farDistance = patterns.get(0).distances().far();
        this.unready = unready;
    }

    /** Begins with a range of a buffer, which may hold other bytes than before. Its position is no matter. */
    void begin(ByteBuffer searched, int from, int to) {
        buffer = searched;
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
        while (at < blockEnd || at < behind - NEAR_BYTES) {
            if (at >= blockEnd) {
                take(at, Math.min(BlockMarks.BLOCK, behind - at));
            }
            while (taken < marks.count()) {
                int place = block + marks.place(taken++);
                if (place >= at) {
                    return place;
                }
            }
            at = blockEnd;
        }
        return narrow(at, to, to);
    }

    private void take(int at, int length) {
        marks.take(buffer, at, length);
        block = at;
        blockEnd = at + length;
        taken = 0;
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
}

package weir.lake.filter;

import java.util.List;

import weir.lake.bytes.Word;

/** Finds places where one of some pairs of bytes stands, eight places at a time. Immutable and safe for threads. */
final class PairScan {

    private final BytePair[] pairs;
    private final long[] firsts;
    private final long[] seconds;
    private final long[] masks;
    private final int[] distances;
    private final int nearest;
    private final int farthest;

    /** @param pairs at least one */
    PairScan(List<BytePair> pairs) {
        this.pairs = pairs.toArray(BytePair[]::new);
        this.firsts = pairs.stream().mapToLong(BytePair::firsts).toArray();
        this.seconds = pairs.stream().mapToLong(BytePair::seconds).toArray();
        this.masks = pairs.stream().mapToLong(BytePair::masks).toArray();
        this.distances = pairs.stream().mapToInt(BytePair::distance).toArray();
        this.nearest = pairs.stream().mapToInt(BytePair::distance).min().orElseThrow();
        this.farthest = pairs.stream().mapToInt(BytePair::distance).max().orElseThrow();
    }

    /**
     * The first place at or behind {@code from} where a pair stands as a whole before {@code to}, or {@code to}. May name a
     * place where none does, but leaves none out.
     */
    int find(byte[] buffer, int from, int to) {
        int wide = to - Word.BYTES - farthest;
        boolean two = pairs.length == 2 && pairs[0].isAdjacent();
        int at = two ? findTwo(buffer, from, wide) : findMany(buffer, from, wide);
        if (at <= wide) {
            return at;
        }
        for (; at + nearest < to; at++) {
            if (isAt(buffer, at, to)) {
                return at;
            }
        }
        return to;
    }

    /**
     * What most searches need, an adjacent pair and another one: without masks and distances of both it is faster.
     *
     * @return the place, or one behind {@code wide} from which on nothing was looked at
     */
    private int findTwo(byte[] buffer, int from, int wide) {
        long first0 = firsts[0];
        long second0 = seconds[0];
        long first1 = firsts[1];
        long second1 = seconds[1];
        long mask1 = masks[1];
        int distance1 = distances[1];
        int at = from;
        for (; at <= wide; at += Word.BYTES) {
            long here = Word.at(buffer, at);
            // a byte is zero in the or of two differences if both of them are
            long pair0 = (here ^ first0) | (Word.at(buffer, at + 1) ^ second0);
            long pair1 = (here ^ first1) | ((Word.at(buffer, at + distance1) & mask1) ^ second1);
            long found = (((pair0 - Word.ONES) & ~pair0) | ((pair1 - Word.ONES) & ~pair1)) & Word.HIGH_BITS;
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        return at;
    }

    /** As {@link #findTwo}, for any pairs. */
    private int findMany(byte[] buffer, int from, int wide) {
        int at = from;
        for (; at <= wide; at += Word.BYTES) {
            long here = Word.at(buffer, at);
            long found = 0;
            for (int i = 0; i < firsts.length; i++) {
                long pair = (here ^ firsts[i]) | ((Word.at(buffer, at + distances[i]) & masks[i]) ^ seconds[i]);
                found |= (pair - Word.ONES) & ~pair;
            }
            found &= Word.HIGH_BITS;
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        return at;
    }

    private boolean isAt(byte[] buffer, int at, int to) {
        for (BytePair pair : pairs) {
            if (at + pair.distance() < to && pair.isAt(buffer, at)) {
                return true;
            }
        }
        return false;
    }
}

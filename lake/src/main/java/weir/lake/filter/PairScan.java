package weir.lake.filter;

import weir.lake.bytes.Word;

/** Finds places where one of some pairs of bytes stands, eight places at a time. Immutable and safe for threads. */
final class PairScan {

    private final byte[] first;
    private final byte[] second;
    private final long[] firsts;
    private final long[] seconds;

    /**
     * @param first the first byte of each pair; there is at least one
     * @param second the second byte of each pair
     */
    PairScan(byte[] first, byte[] second) {
        this.first = first.clone();
        this.second = second.clone();
        this.firsts = new long[first.length];
        this.seconds = new long[first.length];
        for (int i = 0; i < first.length; i++) {
            firsts[i] = (first[i] & 0xFF) * Word.ONES;
            seconds[i] = (second[i] & 0xFF) * Word.ONES;
        }
    }

    /**
     * The first place at or behind {@code from} where a pair stands as a whole before {@code to}, or {@code to}. May name a
     * place where none does, but leaves none out.
     */
    int find(byte[] buffer, int from, int to) {
        int wide = to - Word.BYTES - 1;
        int at = firsts.length <= 2 ? findTwo(buffer, from, wide) : findMany(buffer, from, wide);
        if (at <= wide) {
            return at;
        }
        for (; at + 1 < to; at++) {
            if (isAt(buffer, at)) {
                return at;
            }
        }
        return to;
    }

    /** The place, or one behind {@code wide} from which on nothing was looked at. */
    private int findTwo(byte[] buffer, int from, int wide) {
        long first0 = firsts[0];
        long second0 = seconds[0];
        long first1 = firsts[firsts.length - 1];
        long second1 = seconds[firsts.length - 1];
        int at = from;
        for (; at <= wide; at += Word.BYTES) {
            long here = Word.at(buffer, at);
            long next = Word.at(buffer, at + 1);
            // a byte is zero in the or of two differences if both of them are
            long pair0 = (here ^ first0) | (next ^ second0);
            long pair1 = (here ^ first1) | (next ^ second1);
            long found = (((pair0 - Word.ONES) & ~pair0) | ((pair1 - Word.ONES) & ~pair1)) & Word.HIGH_BITS;
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        return at;
    }

    private int findMany(byte[] buffer, int from, int wide) {
        int at = from;
        for (; at <= wide; at += Word.BYTES) {
            long here = Word.at(buffer, at);
            long next = Word.at(buffer, at + 1);
            long found = 0;
            for (int i = 0; i < firsts.length; i++) {
                long pair = (here ^ firsts[i]) | (next ^ seconds[i]);
                found |= (pair - Word.ONES) & ~pair;
            }
            found &= Word.HIGH_BITS;
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        return at;
    }

    private boolean isAt(byte[] buffer, int at) {
        for (int i = 0; i < first.length; i++) {
            if (buffer[at] == first[i] && buffer[at + 1] == second[i]) {
                return true;
            }
        }
        return false;
    }
}

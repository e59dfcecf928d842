package weir.lake.raw;

import weir.lake.bytes.Word;

/** Where lines end, looked for eight bytes at a time. */
public final class LineFeeds {

    private static final long LOWS = ~Word.HIGH_BITS;
    private static final long FEEDS = '\n' * Word.ONES;

    private LineFeeds() {}

    /** The first LF at or behind {@code from} and before {@code to}; {@code to} if there is none. */
    public static int next(byte[] buffer, int from, int to) {
        int at = from;
        while (at + 4 * Word.BYTES <= to
                && (firstFeed(Word.at(buffer, at))
                                | firstFeed(Word.at(buffer, at + Word.BYTES))
                                | firstFeed(Word.at(buffer, at + 2 * Word.BYTES))
                                | firstFeed(Word.at(buffer, at + 3 * Word.BYTES)))
                        == 0) {
            at += 4 * Word.BYTES;
        }
        for (; at + Word.BYTES <= to; at += Word.BYTES) {
            long found = firstFeed(Word.at(buffer, at));
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** The place behind the last LF that stands before {@code to}; {@code from} if there is none at or behind it. */
    public static int behindLast(byte[] buffer, int from, int to) {
        int at = to;
        while (at > from && buffer[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** How many LF stand at or behind {@code from} and before {@code to}. */
    public static int count(byte[] buffer, int from, int to) {
        int count = 0;
        int at = from;
        for (; at + Word.BYTES <= to; at += Word.BYTES) {
            count += Long.bitCount(feeds(Word.at(buffer, at)));
        }
        for (; at < to; at++) {
            count += buffer[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Zero if no byte is an LF; else the lowest bit set is the highest one of the first LF, and others may be wrong. */
    private static long firstFeed(long bytes) {
        long other = bytes ^ FEEDS;
        return (other - Word.ONES) & ~other & Word.HIGH_BITS;
    }

    /** The highest bit of each byte that is an LF, exactly: no carry goes from one byte to the next. */
    private static long feeds(long bytes) {
        long other = bytes ^ FEEDS;
        return ~(((other & LOWS) + LOWS) | other | LOWS);
    }
}

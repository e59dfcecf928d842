package weir.lake.filter;

import java.util.List;

/** Lines like those that are searched, to see what is rare in them. Immutable as long as nobody changes the buffer. */
final class Sample {

    private final byte[] buffer;
    private final int from;
    private final int to;
    private final int[] frequencies = new int[1 << Byte.SIZE];

    Sample(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.from = from;
        this.to = to;
        for (int i = from; i < to; i++) {
            frequencies[buffer[i] & 0xFF]++;
        }
    }

    /** Where two bytes of a text stand side by side that are rare. */
    int rarestPair(byte[] text) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 1 < text.length; i++) {
            double often = (frequencies[text[i] & 0xFF] + 1.0) * (frequencies[text[i + 1] & 0xFF] + 1.0);
            if (often < least) {
                least = often;
                best = i;
            }
        }
        return best;
    }

    /** How often a pair stands here. */
    int count(BytePair pair) {
        PairScan scan = new PairScan(List.of(pair));
        int count = 0;
        for (int at = scan.find(buffer, from, to); at < to; at = scan.find(buffer, at + 1, to)) {
            count++;
        }
        return count;
    }

    /** How many spellings a scan finds here. */
    int count(NeedleScan scan) {
        return scan.count(buffer, from, to);
    }
}

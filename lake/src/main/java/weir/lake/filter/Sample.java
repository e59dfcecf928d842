package weir.lake.filter;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import weir.lake.filter.BytePattern.Distances;

/** Lines like those that are searched, to see what is rare in them. Immutable as long as nobody changes the buffer. */
final class Sample {

    /** More of them are hardly rarer, and to count one takes as long as to search so many bytes. */
    private static final int COUNTED_PATTERNS = 4;

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

    /**
     * Where a pattern of a text stands that is rare: of some whose bytes are, the one that is. Rare bytes like each other's
     * company, such as # and a letter behind it.
     */
    int rarestPattern(Distances distances, byte[] text) {
        return IntStream.range(0, text.length - distances.near())
                .boxed()
                .sorted(Comparator.comparingDouble(at -> often(text[at]) * often(text[at + distances.near()])))
                .limit(COUNTED_PATTERNS)
                .min(Comparator.comparingInt(at -> count(BytePattern.of(distances, text, at))))
                .orElseThrow();
    }

    private double often(byte value) {
        return frequencies[value & 0xFF] + 1.0;
    }

    /** How often a pattern stands here. */
    int count(BytePattern pattern) {
        PatternScan scan = new PatternScan(List.of(pattern));
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

package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import weir.lake.filter.BytePattern.Distances;

/** Lines like those that are searched, to see what is rare in them. Immutable as long as nobody changes the lines. */
final class Sample {

    /** More of them are hardly rarer, and to count one takes as long as to search so many bytes. */
    private static final int COUNTED_PATTERNS = 4;

    /** Rare is what stands once in so many bytes. */
    private static final int RARE_BYTES = 1 << 15;

    private final byte[] lines;
    private final int[] frequencies = new int[1 << Byte.SIZE];

    Sample(byte[] lines) {
        this.lines = lines;
        for (byte one : lines) {
            frequencies[one & 0xFF]++;
        }
    }

    /**
     * Where a pattern of a text stands that is rare: of some whose bytes are, the one that is. Rare bytes like each other's
     * company, such as # and a letter behind it.
     */
    int rarestPattern(Distances distances, byte[] text) {
        return rarest(
                IntStream.range(0, text.length - distances.near())
                        .boxed()
                        .sorted(Comparator.comparingDouble(at -> often(text[at]) * often(text[at + distances.near()])))
                        .limit(COUNTED_PATTERNS)
                        .toList(),
                at -> BytePattern.of(distances, text, at));
    }

    /** What has the rarest pattern of several, of which there is at least one; of those that are as rare, the first. */
    <T> T rarest(List<T> choices, Function<T, BytePattern> patternOf) {
        T rarest = choices.get(0);
        int least = Integer.MAX_VALUE;
        for (T choice : choices) {
            int count = count(patternOf.apply(choice), least);
            if (count < least) {
                rarest = choice;
                least = count;
            }
        }
        return rarest;
    }

    private double often(byte value) {
        return frequencies[value & 0xFF] + 1.0;
    }

    /** Whether a pattern is so rare that it does not matter how often it is found in vain. */
    boolean isRare(BytePattern pattern) {
        int most = lines.length / RARE_BYTES;
        return count(pattern, most + 1) <= most;
    }

    /** How often a pattern stands here; {@code most} if it is as often or more. */
    private int count(BytePattern pattern, int most) {
        PatternScan scan = new PatternScan(List.of(pattern));
        int count = 0;
        for (int at = scan.find(lines, 0, lines.length);
                at < lines.length && count < most;
                at = scan.find(lines, at + 1, lines.length)) {
            count++;
        }
        return count;
    }

    /** How many spellings a scan finds here. */
    int count(NeedleScan scan) {
        return scan.count(ByteBuffer.wrap(lines), 0, lines.length);
    }
}

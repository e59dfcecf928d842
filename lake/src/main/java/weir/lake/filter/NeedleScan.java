package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import weir.lake.filter.BytePattern.Distances;

/**
 * Finds where one of some needles is spelled. Each has some rare bytes to look for, and all their escapes have some more in
 * common. For one thread.
 */
final class NeedleScan {

    private final Needle[] needles;
    /** Where in its needle the bytes of each stand that are looked for. */
    private final int[] offsets;

    /** The UTF-16 units of all needles. */
    private final BitSet units = new BitSet();

    private final EscapePattern escape;
    private final BlockScan scan;

    /** No spelling reaches farther from a place in it, to either side. */
    private final int reach;
    /** The bytes around a place. */
    private final byte[] around;

    /**
     * @param any what is looked for
     * @param sample lines like those
     */
    NeedleScan(AnyNeedle any, Sample sample) {
        needles = any.needles().toArray(new Needle[0]);
        offsets = new int[needles.length];
        any.units().forEach(units::set);
        escape = EscapePattern.rarest(any, sample);
        Distances distances = escape.bytes().distances();
        List<BytePattern> patterns = new ArrayList<>(List.of(escape.bytes()));
        for (int i = 0; i < needles.length; i++) {
            byte[] utf8 = needles[i].utf8();
            offsets[i] = sample.rarestPattern(distances, utf8);
            BytePattern whole = BytePattern.of(distances, utf8, offsets[i]);
            patterns.add(sample.isRare(whole.briefly()) ? whole.briefly() : whole);
        }
        scan = new BlockScan(patterns);
        reach = any.needles().stream()
                        .mapToInt(needle -> needle.units().length())
                        .max()
                        .orElseThrow()
                * Escape.BYTES;
        around = new byte[2 * reach];
    }

    /** A place in the first spelling that ends in the range; {@code to} if there is none. */
    int find(ByteBuffer buffer, int from, int to) {
        scan.begin(buffer, from, to);
        for (int at = scan.find(from, to); at < to; at = scan.find(at + 1, to)) {
            if (isSpelledAround(buffer, from, at, to)) {
                return at;
            }
        }
        return to;
    }

    /** How many spellings there are. */
    int count(ByteBuffer buffer, int from, int to) {
        int count = 0;
        for (int at = find(buffer, from, to); at < to; at = find(buffer, at + 1, to)) {
            count++;
        }
        return count;
    }

    private boolean isSpelledAround(ByteBuffer buffer, int from, int found, int to) {
        int begin = Math.max(from, found - reach);
        int length = Math.min(to, found + reach) - begin;
        buffer.get(begin, around, 0, length);
        return isSpelledAround(found - begin, length);
    }

    private boolean isSpelledAround(int found, int length) {
        int begun = found - escape.offset();
        // most escapes are of other units
        boolean escaped = isUnit(Escape.unitAt(around, begun, length));
        for (int i = 0; i < needles.length; i++) {
            boolean spelled = needles[i].isAt(around, found - offsets[i], length)
                    || (escaped && needles[i].isSpelledAround(around, 0, begun, length));
            if (spelled) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnit(int unit) {
        return unit >= 0 && units.get(unit);
    }
}

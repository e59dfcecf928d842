package weir.lake.filter;

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
            patterns.add(BytePattern.of(distances, utf8, offsets[i]));
        }
        scan = new BlockScan(patterns);
    }

    /** A place in the first spelling that ends in the range; {@code to} if there is none. */
    int find(byte[] buffer, int from, int to) {
        scan.begin(from, to);
        for (int at = scan.find(buffer, from, to); at < to; at = scan.find(buffer, at + 1, to)) {
            if (isSpelledAround(buffer, from, at, to)) {
                return at;
            }
        }
        return to;
    }

    /** How many spellings there are. */
    int count(byte[] buffer, int from, int to) {
        int count = 0;
        for (int at = find(buffer, from, to); at < to; at = find(buffer, at + 1, to)) {
            count++;
        }
        return count;
    }

    private boolean isSpelledAround(byte[] buffer, int from, int found, int to) {
        int begun = found - escape.offset();
        // most escapes are of other units
        boolean escaped = begun >= from && isUnit(Escape.unitAt(buffer, begun, to));
        for (int i = 0; i < needles.length; i++) {
            int begin = found - offsets[i];
            boolean spelled = (begin >= from && needles[i].isAt(buffer, begin, to))
                    || (escaped && needles[i].isSpelledAround(buffer, from, begun, to));
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

package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds where one of some needles is spelled. Each has a rare pair of bytes to look for, and all their escapes have one more
 * in common. For one thread.
 */
final class NeedleScan {

    private final Needle[] needles;
    /** Where in its needle the pair of each stands. */
    private final int[] offsets;

    /** The UTF-16 units of all needles. */
    private final String units;

    private final EscapePair escape;
    private final BlockScan pairs;

    /**
     * @param any what is looked for
     * @param sample lines like those
     */
    NeedleScan(AnyNeedle any, Sample sample) {
        needles = any.needles().toArray(new Needle[0]);
        offsets = new int[needles.length];
        List<BytePair> found = new ArrayList<>();
        for (int i = 0; i < needles.length; i++) {
            byte[] utf8 = needles[i].utf8();
            offsets[i] = sample.rarestPair(utf8);
            found.add(BytePair.adjacent(utf8[offsets[i]], utf8[offsets[i] + 1]));
        }
        units = any.needles().stream().map(Needle::units).collect(Collectors.joining());
        escape = EscapePair.rarest(any, sample);
        found.add(escape.pair());
        pairs = new BlockScan(found);
    }

    /** A place in the first spelling that ends in the range; {@code to} if there is none. */
    int find(byte[] buffer, int from, int to) {
        pairs.begin(from, to);
        for (int at = pairs.find(buffer, from, to); at < to; at = pairs.find(buffer, at + 1, to)) {
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

    private boolean isSpelledAround(byte[] buffer, int from, int pair, int to) {
        int begun = pair - escape.offset();
        // most escapes are of other units
        boolean escaped = begun >= from && units.indexOf(Escape.unitAt(buffer, begun, to)) >= 0;
        for (int i = 0; i < needles.length; i++) {
            int begin = pair - offsets[i];
            boolean spelled = (begin >= from && needles[i].isAt(buffer, begin, to))
                    || (escaped && needles[i].isSpelledAround(buffer, from, begun, to));
            if (spelled) {
                return true;
            }
        }
        return false;
    }
}

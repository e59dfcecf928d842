package weir.lake.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Two bytes that every escape of some needles has, whichever of their units it spells.
 *
 * @param pair the bytes
 * @param offset where in the escape the first of them stands
 */
record EscapePair(BytePair pair, int offset) {

    private static final String BEGIN = "\\u";

    /** The one that is rarest: whole escapes are far more often than those of a few units. */
    static EscapePair rarest(AnyNeedle any, Sample sample) {
        return all(any.units()).stream()
                .min(Comparator.comparingInt(escape -> sample.count(escape.pair())))
                .orElseThrow();
    }

    private static List<EscapePair> all(List<Integer> units) {
        List<EscapePair> pairs = new ArrayList<>();
        for (int offset = 0; offset < BEGIN.length(); offset++) {
            byte first = (byte) BEGIN.charAt(offset);
            if (offset == 0) {
                pairs.add(new EscapePair(BytePair.adjacent(first, (byte) BEGIN.charAt(1)), offset));
            }
            for (int digit = BEGIN.length(); digit < Escape.BYTES; digit++) {
                pairs.add(new EscapePair(pair(first, units, digit, digit - offset), offset));
            }
        }
        return pairs;
    }

    /** A pair whose second byte has the bits that this digit of all escapes has, in either case of a letter. */
    private static BytePair pair(byte first, List<Integer> units, int digit, int distance) {
        int all = -1;
        int any = 0;
        for (int unit : units) {
            String escape = BEGIN + "%04x".formatted(unit);
            int lower = escape.charAt(digit);
            int upper = escape.toUpperCase(Locale.ROOT).charAt(digit);
            all &= lower & upper;
            any |= lower | upper;
        }
        byte mask = (byte) ~(all ^ any);
        return new BytePair(first, (byte) (all & mask), mask, distance);
    }
}

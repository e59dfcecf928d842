package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;

import weir.lake.filter.BytePattern.Distances;

/**
 * Bytes that every escape of some needles has, whichever of their units it spells.
 *
 * @param bytes the bytes
 * @param offset where in the escape the first of them stands
 */
record EscapePattern(BytePattern bytes, int offset) {

    private static final String BEGIN = "\\u";

    /**
     * The one that is rarest: whole escapes are far more often than those of a few units. Its nearer distance is less than the
     * length of each needle, so that needles have patterns with the same distances, and the byte there is a whole one.
     */
    static EscapePattern rarest(AnyNeedle any, Sample sample) {
        return sample.rarest(all(any), EscapePattern::bytes);
    }

    private static List<EscapePattern> all(AnyNeedle any) {
        List<EscapePattern> all = new ArrayList<>();
        for (int offset = 0; offset < BEGIN.length(); offset++) {
            BytePattern common = common(any.units(), offset);
            int behind = Escape.BYTES - offset;
            int shared = Math.min(behind, any.shortest());
            for (int near = 1; near < shared && common.bits(near) == -1; near++) {
                for (int far = near + 1; far < behind; far++) {
                    all.add(new EscapePattern(common.lookedForAt(new Distances(near, far)), offset));
                }
            }
        }
        return all;
    }

    /** What all escapes have in common from an offset on, in either case of a letter. */
    private static BytePattern common(List<Integer> units, int offset) {
        BytePattern pattern = BytePattern.nothing(new Distances(1, 2));
        for (int at = offset; at < Escape.BYTES; at++) {
            int all = -1;
            int any = 0;
            for (int unit : units) {
                String escape = BEGIN + "%04x".formatted(unit);
                int lower = escape.charAt(at);
                int upper = at < BEGIN.length() ? lower : Character.toUpperCase(lower);
                all &= lower & upper;
                any |= lower | upper;
            }
            pattern = pattern.with(at - offset, (byte) all, (byte) ~(all ^ any));
        }
        return pattern;
    }
}

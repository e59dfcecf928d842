package weir.lake.filter;

import java.util.List;

/**
 * Finds where one of some needles is spelled. Each has a rare pair of bytes to look for; that all escapes begin alike makes
 * one pair more. Immutable.
 */
final class NeedleScan {

    private final Needle[] needles;
    /** Where in its needle the pair of each stands. */
    private final int[] offsets;

    /** Where in an escape its pair stands. */
    private final int escapeOffset;

    private final PairScan pairs;

    /**
     * @param any what is looked for
     * @param frequencies how often each byte stands in lines like those
     */
    NeedleScan(AnyNeedle any, int[] frequencies) {
        List<Needle> found = any.needles();
        needles = found.toArray(new Needle[0]);
        offsets = new int[needles.length];
        byte[] first = new byte[needles.length + 1];
        byte[] second = new byte[needles.length + 1];
        for (int i = 0; i < needles.length; i++) {
            byte[] utf8 = needles[i].utf8();
            offsets[i] = rarestPair(utf8, frequencies);
            first[i] = utf8[offsets[i]];
            second[i] = utf8[offsets[i] + 1];
        }
        String escape = "\\u" + any.escapePrefix();
        escapeOffset = escape.length() > 2 ? 1 : 0;
        first[needles.length] = (byte) escape.charAt(escapeOffset);
        second[needles.length] = (byte) escape.charAt(escapeOffset + 1);
        pairs = new PairScan(first, second);
    }

    private static int rarestPair(byte[] text, int[] frequencies) {
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

    /** A place in the first spelling that ends in the range; {@code to} if there is none. */
    int find(byte[] buffer, int from, int to) {
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
        int escape = pair - escapeOffset;
        boolean escaped = escape >= from && Escape.unitAt(buffer, escape, to) >= 0;
        for (int i = 0; i < needles.length; i++) {
            int begin = pair - offsets[i];
            boolean spelled = (begin >= from && needles[i].isAt(buffer, begin, to))
                    || (escaped && needles[i].isSpelledAround(buffer, from, escape, to));
            if (spelled) {
                return true;
            }
        }
        return false;
    }
}

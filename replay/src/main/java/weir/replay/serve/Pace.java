package weir.replay.serve;

import java.util.Locale;

/**
 * How fast the lines are played.
 *
 * @param factor how many times faster than they came at first; infinite for flat out
 */
public record Pace(double factor) {
    /** As fast as the client reads. */
    public static final Pace MAX = new Pace(Double.POSITIVE_INFINITY);

    /** Each gap between messages lasts as long as it did. */
    public static final Pace ORIGINAL = new Pace(1);

    public Pace {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed must be more than 0, but is " + factor);
        }
    }

    /** Each gap is divided by the factor. */
    public static Pace times(double factor) {
        return new Pace(factor);
    }

    /**
     * Reads {@code original}, {@code max}, or a factor such as {@code 60} or {@code 0.5x}.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what is accepted
     */
    public static Pace parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("max")) {
            return MAX;
        }
        if (word.equals("original")) {
            return ORIGINAL;
        }
        try {
            double factor = Double.parseDouble(word.endsWith("x") ? word.substring(0, word.length() - 1) : word);
            if (factor > 0 && Double.isFinite(factor)) {
                return new Pace(factor);
            }
        } catch (NumberFormatException e) {
            // said below, together with the numbers that are too small
        }
        throw new IllegalArgumentException(
                "speed must be original, max or a number above 0 such as 60, but is \"%s\"".formatted(text));
    }

    boolean isFlatOut() {
        return Double.isInfinite(factor);
    }

    @Override
    public String toString() {
        return isFlatOut() ? "max" : factor == 1 ? "original" : factor + "x";
    }
}

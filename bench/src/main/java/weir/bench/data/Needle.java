package weir.bench.data;

import java.util.Locale;

/**
 * A hashtag that stands in an exact share of the tweets' text and nowhere else.
 *
 * @param tag {@code #w} and a digit, so that none is part of another one
 * @param every one of so many tweets has it
 */
public record Needle(String tag, int every) {

    /** One that no tweet has. */
    public static final String ABSENT = "#w9";

    /** As {@code text} contains it, in SQL. */
    public String predicate() {
        return "text LIKE '%" + tag + "%'";
    }

    /** Its share, such as {@code 0.1 %}. */
    public String share() {
        double percent = 100.0 / every;
        return (percent < 1 ? String.valueOf(percent) : String.format(Locale.ROOT, "%.0f", percent)) + " %";
    }
}

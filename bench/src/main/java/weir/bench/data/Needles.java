package weir.bench.data;

import java.util.List;

/** The needles that are planted. */
public final class Needles {

    /** In 0.001 % of the tweets. */
    public static final Needle RARE = new Needle("#w0", 100_000);

    /** In 0.01 % of the tweets. */
    public static final Needle SELDOM = new Needle("#w1", 10_000);

    /** In 0.1 % of the tweets. */
    public static final Needle SELECTIVE = new Needle("#w2", 1_000);

    /** In 1 % of the tweets. */
    public static final Needle HUNDREDTH = new Needle("#w3", 100);

    /** In 10 % of the tweets. */
    public static final Needle TENTH = new Needle("#w4", 10);

    /** In half of the tweets. */
    public static final Needle HALF = new Needle("#w5", 2);

    /** In all tweets. */
    public static final Needle ALL = new Needle("#w6", 1);

    private Needles() {}

    /** All of them, the rarest first. */
    public static List<Needle> planted() {
        return List.of(RARE, SELDOM, SELECTIVE, HUNDREDTH, TENTH, HALF, ALL);
    }
}

package weir.bench.measure;

import java.util.Locale;

/**
 * What the ratio of two times has to reach, and which way round it is told.
 *
 * @param kind the way round
 * @param figure the number to reach; without meaning for {@link Kind#NONE}
 */
public record Goal(Kind kind, double figure) {

    /** Which time is divided by which. */
    public enum Kind {
        /** The time of ours divided by that of the peer is at most the figure. */
        AT_MOST_TIMES_THE_PEER,
        /** The time of the peer divided by that of ours is at least the figure. */
        AT_LEAST_TIMES_FASTER,
        /** The time of the peer divided by that of ours is told, and nothing is asked of it. */
        NONE
    }

    /** Ours takes at most so many times as long as the peer. */
    public static Goal atMostTimesThePeer(double figure) {
        return new Goal(Kind.AT_MOST_TIMES_THE_PEER, figure);
    }

    /** Ours is at least so many times as fast as the peer. */
    public static Goal atLeastTimesFaster(double figure) {
        return new Goal(Kind.AT_LEAST_TIMES_FASTER, figure);
    }

    /** Nothing is asked. */
    public static Goal none() {
        return new Goal(Kind.NONE, 0);
    }

    /** The ratio of two times, the right way round. */
    public double ratio(double ours, double peer) {
        return kind == Kind.AT_MOST_TIMES_THE_PEER ? ours / peer : peer / ours;
    }

    /** Whether a ratio reaches the goal. */
    public boolean metBy(double ratio) {
        return switch (kind) {
            case AT_MOST_TIMES_THE_PEER -> ratio <= figure;
            case AT_LEAST_TIMES_FASTER -> ratio >= figure;
            case NONE -> true;
        };
    }

    /** What the ratio means, for the table. */
    String meaning() {
        return kind == Kind.AT_MOST_TIMES_THE_PEER ? "ours / peer" : "peer / ours";
    }

    /** The goal, for the table; empty if there is none. */
    String text() {
        return switch (kind) {
            case AT_MOST_TIMES_THE_PEER -> String.format(Locale.ROOT, "≤ %.2f", figure);
            case AT_LEAST_TIMES_FASTER -> String.format(Locale.ROOT, "≥ %.1f", figure);
            case NONE -> "";
        };
    }
}

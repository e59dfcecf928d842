package weir.bench.measure;

import java.util.OptionalLong;

/** What became of one line of the table. */
public sealed interface Outcome {

    /** The row it belongs to. */
    String row();

    /** What was done. */
    String work();

    /**
     * Two contenders were timed.
     *
     * @param names of ours and the peer
     * @param ours seconds
     * @param peer seconds
     * @param ratio of each pair, the way round that the goal tells
     * @param goal of the ratio's median
     */
    record Measured(String row, String work, Names names, Spread ours, Spread peer, Spread ratio, Goal goal)
            implements Outcome {}

    /**
     * Ours was timed; there is nothing to compare it with.
     *
     * @param name of ours
     * @param ours seconds
     * @param limitSeconds which the median may not exceed
     */
    record Alone(String row, String work, String name, Spread ours, double limitSeconds) implements Outcome {}

    /**
     * A process did its work with a heap of a certain size.
     *
     * @param name of the process
     * @param seconds how long it took
     * @param keptMib the most that a collection of garbage has left on the heap
     * @param residentMib the most memory of the machine that it had; empty if nobody knows
     * @param heapMib the size of the heap
     */
    record Bounded(
            String row, String work, String name, double seconds, long keptMib, OptionalLong residentMib, int heapMib)
            implements Outcome {}

    /**
     * Nothing was measured, because a tool is not there.
     *
     * @param reason what is missing
     */
    record Missing(String row, String work, String reason) implements Outcome {}

    /**
     * It went wrong, or an answer was wrong.
     *
     * @param reason what went wrong
     */
    record Failed(String row, String work, String reason) implements Outcome {}

    /** Who was compared. */
    record Names(String ours, String peer) {}
}

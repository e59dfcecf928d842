package weir.replay.serve;

/**
 * What a server has done since its start. What a connection was to be sent until it ended or a fault broke it is what was
 * sent on it, withheld from it, cut, and what stood behind the break.
 *
 * @param connections streams that were opened
 * @param open those of them that are still open
 * @param messages lines sent as a whole, over all connections; notices of limits are none of them
 * @param keepAlives blank lines sent
 * @param refused requests answered with an error
 * @param withheld lines that a fault withheld
 * @param cut lines of which a fault let only a part be sent
 * @param unsent lines behind the place where a fault has broken a connection, as far as they were counted until now
 */
public record ServeCounts(
        long connections,
        long open,
        long messages,
        long keepAlives,
        long refused,
        long withheld,
        long cut,
        long unsent) {

    /** What was done where nothing has gone wrong. */
    public static ServeCounts of(long connections, long open, long messages, long keepAlives, long refused) {
        return new ServeCounts(connections, open, messages, keepAlives, refused, 0, 0, 0);
    }
}

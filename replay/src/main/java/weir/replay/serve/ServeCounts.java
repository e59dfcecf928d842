package weir.replay.serve;

/**
 * What a server has done since its start.
 *
 * @param connections streams that were opened
 * @param open those of them that are still open
 * @param messages lines sent, over all connections
 * @param keepAlives blank lines sent
 * @param refused requests answered with an error
 */
public record ServeCounts(long connections, long open, long messages, long keepAlives, long refused) {}

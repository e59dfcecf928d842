package weir.bench.measure;

/**
 * Two contenders that do the same work.
 *
 * @param row the row of the table it belongs to
 * @param work what is done, for a person
 * @param ours the side of Weir
 * @param peer the side of the other one
 * @param goal what the ratio has to reach
 */
public record Comparison(String row, String work, Contender ours, Contender peer, Goal goal) {}

package weir.compaction;

import java.util.List;

/**
 * What a finished plan did. {@code lines = rows + duplicates + dropped + malformed + control}.
 *
 * @param plan the plan
 * @param tableVersion the version of the Delta table that its commit made
 * @param rows rows added to the table
 * @param duplicates records that the filter kept and whose key was in the table or in an earlier line
 * @param dropped records that the filter dropped
 * @param malformed lines that are in quarantine
 * @param control control messages and keep-alives
 * @param segments the archive segments that hold its lines
 */
public record Result(
        Plan plan,
        long tableVersion,
        long rows,
        long duplicates,
        long dropped,
        long malformed,
        long control,
        List<String> segments) {

    public Result {
        segments = List.copyOf(segments);
        long accounted = rows + duplicates + dropped + malformed + control;
        if (accounted != plan.lines()) {
            throw new IllegalStateException("Plan " + plan.number() + " of " + plan.stream() + " has " + plan.lines()
                    + " lines, but " + rows + " rows + " + duplicates + " duplicates + " + dropped + " dropped + "
                    + malformed + " malformed + " + control + " control = " + accounted);
        }
    }
}

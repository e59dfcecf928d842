package weir.compaction;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import weir.lake.raw.Microbatch;

/**
 * What the lines of a finished plan are when they are judged anew.
 *
 * @param plan the plan's number
 * @param hours by the hour of their microbatch
 * @param malformed the microbatches with a malformed line about which nothing was decided, oldest first
 */
record PlanRecount(long plan, SortedMap<Instant, Hour> hours, List<Microbatch> malformed) {

    PlanRecount {
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
        malformed = List.copyOf(malformed);
    }

    /**
     * An hour of it.
     *
     * @param verdicts how its lines are judged: what a message took from the table is kept, what it has kept out of it dropped,
     *     and what was decided in quarantine malformed
     * @param rows rows of them, with those that messages took from the table
     */
    record Hour(Verdicts verdicts, long rows) {

        static final Hour NONE = new Hour(Verdicts.NONE, 0);

        Hour plus(Hour other) {
            return new Hour(verdicts.plus(other.verdicts), rows + other.rows);
        }
    }

    /** All of them. */
    Hour total() {
        return hours.values().stream().reduce(Hour.NONE, Hour::plus);
    }
}

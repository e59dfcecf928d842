package weir.lake.quarantine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import weir.lake.raw.Microbatch;

/**
 * What was decided about lines of one file of a quarantine.
 *
 * @param all in the order of the decisions; a line stands in one of them at most
 */
record Decisions(List<Decided> all) {

    Decisions {
        all = List.copyOf(all);
    }

    /**
     * One decision.
     *
     * @param order the number of the order it belongs to
     * @param lines what it is about
     */
    record Decided(long order, Decision decision, Picked lines) {}

    /** Whether those of an order are among them. */
    boolean include(long order) {
        return all.stream().anyMatch(decided -> decided.order() == order);
    }

    Decisions and(List<Decided> more) {
        List<Decided> both = new ArrayList<>(all);
        both.addAll(more);
        return new Decisions(both);
    }

    /** The numbers of the lines that are decided, by microbatch. */
    Map<Microbatch, Set<Long>> lines() {
        Map<Microbatch, Set<Long>> lines = new HashMap<>();
        for (Decided decided : all) {
            lines.computeIfAbsent(decided.lines().microbatch(), key -> new HashSet<>())
                    .addAll(decided.lines().lines());
        }
        return lines;
    }
}

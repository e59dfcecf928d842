package weir.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version of a live report.
 *
 * @param version of its Delta table
 * @param plans the number of the last plan of each stream that is in it
 * @param stretches how its rows were computed; the earliest first
 */
record ReportVersion(long version, Map<String, Long> plans, List<Stretch> stretches) {

    /** A report that has not been computed yet. */
    static final ReportVersion NONE = new ReportVersion(-1, Map.of(), List.of());

    ReportVersion {
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        stretches = List.copyOf(stretches);
    }

    boolean isThere() {
        return version >= 0;
    }
}

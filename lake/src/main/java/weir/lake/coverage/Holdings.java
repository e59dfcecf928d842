package weir.lake.coverage;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the lake holds of what finished plans consumed, by hour, each from another place.
 *
 * @param compacted what the coverage table says the plans found
 * @param rows rows counted in the stream's table, but for those that deletions take
 * @param deleted rows that deletions took, or are about to
 * @param quarantined lines counted in quarantine, with those that a person has decided about
 */
public record Holdings(
        SortedMap<Instant, CompactedHour> compacted,
        SortedMap<Instant, Long> rows,
        SortedMap<Instant, Long> deleted,
        SortedMap<Instant, Long> quarantined) {

    public Holdings {
        compacted = Collections.unmodifiableSortedMap(new TreeMap<>(compacted));
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        deleted = Collections.unmodifiableSortedMap(new TreeMap<>(deleted));
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
    }
}

package weir.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what was computed anew of a report, or of a stream's table, differs from the live one. The windows of a table are the
 * UTC days of its rows.
 *
 * @param rows rows by what became of them
 * @param windows windows by what became of them
 * @param days of a table: the rows of each day that differs
 * @param columnsAdded columns that only the new one has
 * @param columnsRemoved columns that only the live one has
 * @param totals sums of the number columns that are no key, by column
 * @param samples rows that differ, the earliest first; not all of them
 */
public record Difference(
        Counts rows,
        Counts windows,
        SortedMap<String, Counts> days,
        List<String> columnsAdded,
        List<String> columnsRemoved,
        Map<String, Total> totals,
        List<Sample> samples) {

    public Difference {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        columnsAdded = List.copyOf(columnsAdded);
        columnsRemoved = List.copyOf(columnsRemoved);
        totals = Map.copyOf(totals);
        samples = List.copyOf(samples);
    }

    /**
     * How many of something there are.
     *
     * @param live in the live one
     * @param shadow in the new one
     * @param added only in the new one
     * @param removed only in the live one
     * @param changed in both, and not the same
     */
    public record Counts(long live, long shadow, long added, long removed, long changed) {

        /** Whether none differs. */
        public boolean isEmpty() {
            return added == 0 && removed == 0 && changed == 0;
        }
    }

    /**
     * The sums of a column.
     *
     * @param live in the live one, as a decimal number; {@code 0} if it has no value
     * @param shadow in the new one
     */
    public record Total(String live, String shadow) {}

    /** What became of a row. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A row that differs.
     *
     * @param time the start of its window, ISO-8601; of a table the day, of a row that has changed its day the live one
     * @param key the values that identify it, as text, by column; null values are left out
     * @param live the other values in the live one, the same way; empty if it is not there
     * @param shadow the other values in the new one; empty if it is not there
     */
    public record Sample(
            Kind kind, String time, Map<String, String> key, Map<String, String> live, Map<String, String> shadow) {}

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return rows.isEmpty() && columnsAdded.isEmpty() && columnsRemoved.isEmpty();
    }
}

package weir.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import weir.lake.history.TimeRange;

/**
 * A stretch of a live report and how its rows are computed: a part that was promoted keeps its own filter and SQL.
 *
 * @param range whole windows
 */
record Stretch(TimeRange range, ReportDefinition definition) {

    /** The stretches of a report after a range of it has been given a definition; the earliest first. */
    static List<Stretch> replaced(List<Stretch> stretches, TimeRange range, ReportDefinition definition) {
        List<Stretch> all = new ArrayList<>();
        for (Stretch stretch : stretches) {
            for (TimeRange left :
                    Windows.of(stretch.range).without(Windows.of(range)).ranges()) {
                all.add(new Stretch(left, stretch.definition));
            }
        }
        all.add(new Stretch(range, definition));
        all.sort(Comparator.comparing((Stretch stretch) -> stretch.range.from()));
        return joined(all);
    }

    private static List<Stretch> joined(List<Stretch> sorted) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch stretch : sorted) {
            Stretch last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.range.to().equals(stretch.range.from())
                    && last.definition.isSameAs(stretch.definition)) {
                TimeRange both = new TimeRange(last.range.from(), stretch.range.to());
                joined.set(joined.size() - 1, new Stretch(both, stretch.definition));
            } else {
                joined.add(stretch);
            }
        }
        return List.copyOf(joined);
    }

    /** The windows that have a definition. */
    static Windows covered(List<Stretch> stretches) {
        return stretches.stream().map(stretch -> Windows.of(stretch.range)).reduce(Windows.NONE, Windows::and);
    }
}

package weir.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import weir.lake.history.TimeRange;
import weir.report.Difference;
import weir.report.Shadow;

/** How a report that was computed anew differs from the live one, for a person. */
final class DifferenceText {

    private DifferenceText() {}

    static List<String> lines(Shadow shadow, Difference difference) {
        List<String> lines = new ArrayList<>();
        lines.add(shadow.report() + ", " + range(shadow.range()) + ", " + plans(shadow.plans()) + ", where "
                + shadow.definition().kept().filter());
        if (shadow.liveVersion() < 0) {
            lines.add("  there is no live report yet");
        }
        lines.add(counts("windows", difference.windows()));
        lines.add(counts("rows", difference.rows()));
        new TreeMap<>(difference.totals())
                .forEach((column, total) -> lines.add(String.format(
                        Locale.ROOT, "  %-8s %s live, %s anew, in total", column, total.live(), total.shadow())));
        if (!difference.columnsAdded().isEmpty()) {
            lines.add("  columns only anew: " + String.join(", ", difference.columnsAdded()));
        }
        if (!difference.columnsRemoved().isEmpty()) {
            lines.add("  columns only live: " + String.join(", ", difference.columnsRemoved()));
        }
        difference.samples().forEach(sample -> lines.add(sample(sample)));
        long different = difference.rows().added()
                + difference.rows().removed()
                + difference.rows().changed();
        if (different > difference.samples().size()) {
            lines.add("  … and " + (different - difference.samples().size()) + " more rows");
        }
        lines.add(
                difference.isEmpty()
                        ? "No difference."
                        : "Nothing live was changed: bin/replay report promote " + shadow.report()
                                + " takes it, bin/replay report discard " + shadow.report() + " drops it.");
        return lines;
    }

    /** A range as a person reads it. */
    static String range(TimeRange range) {
        boolean begins = range.from().isAfter(TimeRange.ALL.from());
        boolean ends = range.to().isBefore(TimeRange.ALL.to());
        if (begins && ends) {
            return range.toString();
        }
        if (begins) {
            return "from " + range.from();
        }
        return ends ? "until " + range.to() : "all of it";
    }

    private static String plans(Map<String, Long> plans) {
        return "through "
                + new TreeMap<>(plans)
                        .entrySet().stream()
                                .map(plan -> "plan " + plan.getValue() + " of " + plan.getKey())
                                .collect(Collectors.joining(" and "));
    }

    private static String counts(String what, Difference.Counts counts) {
        return String.format(
                Locale.ROOT,
                "  %-8s %,d live, %,d anew: %,d added, %,d removed, %,d changed",
                what,
                counts.live(),
                counts.shadow(),
                counts.added(),
                counts.removed(),
                counts.changed());
    }

    private static String sample(Difference.Sample sample) {
        String row = sample.time() + values(sample.key());
        return switch (sample.kind()) {
            case ADDED -> "  + " + row + values(sample.shadow());
            case REMOVED -> "  - " + row + values(sample.live());
            case CHANGED -> "  ~ " + row + values(sample.live()) + "  ->" + values(sample.shadow());
        };
    }

    private static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> "  " + value.getKey() + "=" + printable(value.getValue()))
                .collect(Collectors.joining());
    }

    /** Values come from the outside: nothing of them may move the cursor of a terminal. */
    private static String printable(String value) {
        return value.codePoints()
                .map(c -> Character.isISOControl(c) ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

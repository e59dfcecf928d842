package weir.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import weir.lake.history.TimeRange;
import weir.report.Difference;
import weir.report.Shadow;
import weir.report.TableShadow;

/** How what was computed anew differs from what is live, for a person. */
final class DifferenceText {

    private static final int DAYS = 20;
    private static final int VALUES = 6;
    private static final int VALUE_LENGTH = 60;

    private DifferenceText() {}

    static List<String> ofReport(Shadow shadow, Difference difference) {
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
        lines.addAll(columns(difference));
        difference.samples().forEach(sample -> lines.add(sample(sample)));
        lines.addAll(end("report", shadow.report(), difference));
        return lines;
    }

    static List<String> ofTable(TableShadow shadow, Difference difference) {
        List<String> lines = new ArrayList<>();
        String stream = shadow.spec().name();
        lines.add("table " + stream + ", " + plans(Map.of(stream, shadow.plan())) + ", where "
                + shadow.spec().filter());
        if (shadow.liveVersion() < 0) {
            lines.add("  there is no live table");
        }
        lines.add(counts("days", difference.windows()));
        lines.add(counts("rows", difference.rows()));
        difference.days().entrySet().stream()
                .limit(DAYS)
                .forEach(day -> lines.add("  " + counts(day.getKey(), day.getValue())));
        if (difference.days().size() > DAYS) {
            lines.add("    … and " + (difference.days().size() - DAYS) + " more days");
        }
        lines.addAll(columns(difference));
        difference.samples().forEach(sample -> lines.add(sample(shortened(sample))));
        lines.addAll(end("table", stream, difference));
        return lines;
    }

    /** A row of a table may have any number of columns. */
    private static Difference.Sample shortened(Difference.Sample sample) {
        return new Difference.Sample(
                sample.kind(), sample.time(), sample.key(), shortened(sample.live()), shortened(sample.shadow()));
    }

    private static Map<String, String> shortened(Map<String, String> values) {
        Map<String, String> some = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (some.size() < VALUES) {
                some.put(
                        name,
                        value.codePointCount(0, value.length()) <= VALUE_LENGTH
                                ? value
                                : value.substring(0, value.offsetByCodePoints(0, VALUE_LENGTH)) + "…");
            }
        });
        if (values.size() > VALUES) {
            some.put("…", (values.size() - VALUES) + " more columns");
        }
        return some;
    }

    private static List<String> columns(Difference difference) {
        List<String> lines = new ArrayList<>();
        if (!difference.columnsAdded().isEmpty()) {
            lines.add("  columns only anew: " + String.join(", ", difference.columnsAdded()));
        }
        if (!difference.columnsRemoved().isEmpty()) {
            lines.add("  columns only live: " + String.join(", ", difference.columnsRemoved()));
        }
        return lines;
    }

    private static List<String> end(String what, String name, Difference difference) {
        List<String> lines = new ArrayList<>();
        long different = difference.rows().added()
                + difference.rows().removed()
                + difference.rows().changed();
        if (different > difference.samples().size()) {
            lines.add("  … and " + (different - difference.samples().size()) + " more rows");
        }
        lines.add(
                difference.isEmpty()
                        ? "No difference."
                        : "Nothing live was changed: bin/replay " + what + " promote " + name + " takes it, bin/replay "
                                + what + " discard " + name + " drops it.");
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

package weir.console.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import weir.console.PrintableLine;

/**
 * A comparison for a person.
 *
 * @param comparison what is told
 */
record ComparisonText(FilterComparison comparison) {

    private static final int SHOWN_CHARACTERS = 200;
    private static final String ROW = "%-16s %14s %9s   %-20s %s";

    /** Its lines. */
    List<String> lines() {
        if (comparison.sampled() == 0) {
            return List.of("Nothing was captured of " + comparison.stream() + " in that range.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Filter of %s: %s  (%s)"
                .formatted(
                        comparison.stream(),
                        comparison.filter().sql(),
                        comparison.filter().hash()));
        lines.add("Other filter: %s  (%s)"
                .formatted(comparison.other().sql(), comparison.other().hash()));
        if (comparison.filter().hash().equals(comparison.other().hash())) {
            lines.add("They are the same.");
        }
        lines.add("");
        lines.add(sample());
        lines.add("");
        lines.addAll(table());
        for (Kind kind : List.of(Kind.NEWLY_KEPT, Kind.NEWLY_DROPPED, Kind.KEPT_BY_BOTH)) {
            lines.addAll(examples(kind));
        }
        return lines;
    }

    private String sample() {
        boolean all = comparison.sampled() >= comparison.population();
        String of = all
                ? "All %s captured lines".formatted(number(comparison.sampled()))
                : "A sample of %s of %s captured lines"
                        .formatted(number(comparison.sampled()), number(comparison.population()));
        String outside =
                comparison.outside() == 0 ? "" : ", %s outside of the range".formatted(number(comparison.outside()));
        return "%s: %s records, %s control messages, %s malformed%s"
                .formatted(
                        of,
                        number(comparison.records()),
                        number(comparison.control()),
                        number(comparison.malformed()),
                        outside);
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("", "in the sample", "share", "95 % sure", "expected of all")
                .stripTrailing());
        for (Kind kind : Kind.values()) {
            lines.add(row(kind.words(), comparison.rate(kind)));
        }
        lines.add(row("kept now", comparison.kept()));
        lines.add(row("kept by other", comparison.keptByOther()));
        return lines;
    }

    private String row(String name, Rate rate) {
        boolean exact = rate.low() == rate.high();
        return ROW.formatted(
                        name,
                        number(rate.count()),
                        percent(rate.share()),
                        exact ? "exact" : percent(rate.low()) + " to " + percent(rate.high()),
                        exact
                                ? number(comparison.expected(rate.share()))
                                : "%s (%s to %s)"
                                        .formatted(
                                                number(comparison.expected(rate.share())),
                                                number(comparison.expected(rate.low())),
                                                number(comparison.expected(rate.high()))))
                .stripTrailing();
    }

    private List<String> examples(Kind kind) {
        List<FilterComparison.Example> some = comparison.examples().get(kind);
        if (some.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(kind.words().substring(0, 1).toUpperCase(Locale.ROOT)
                + kind.words().substring(1) + ", for example:");
        for (FilterComparison.Example example : some) {
            String text = PrintableLine.of(example.line());
            boolean cut = text.codePointCount(0, text.length()) > SHOWN_CHARACTERS;
            lines.add("  %s  %s%s"
                    .formatted(
                            example.time(),
                            cut ? text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) : text,
                            cut ? "…" : ""));
        }
        return lines;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

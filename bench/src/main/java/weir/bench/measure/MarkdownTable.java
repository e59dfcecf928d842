package weir.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outcomes as one Markdown table, a line each, in their order. */
public final class MarkdownTable {

    private static final String HEAD =
            """
            | row | work | ours | s | peer | s | ratio | median (min–max) | goal | met |
            | --- | --- | --- | ---: | --- | ---: | --- | ---: | --- | --- |
            """;

    private MarkdownTable() {}

    /** The table, with a line end behind its last line. */
    public static String of(List<Outcome> outcomes) {
        return HEAD + outcomes.stream().map(MarkdownTable::line).collect(Collectors.joining());
    }

    private static String line(Outcome outcome) {
        List<String> cells;
        if (outcome instanceof Outcome.Measured measured) {
            cells = List.of(
                    measured.names().ours(),
                    seconds(measured.ours().median()),
                    measured.names().peer(),
                    seconds(measured.peer().median()),
                    measured.goal().meaning(),
                    spread(measured.ratio()),
                    measured.goal().text(),
                    met(measured.goal(), measured.ratio().median()));
        } else if (outcome instanceof Outcome.Alone alone) {
            cells = List.of(
                    alone.name(),
                    seconds(alone.ours().median()),
                    "–",
                    "",
                    "seconds",
                    spread(alone.ours()),
                    String.format(Locale.ROOT, "≤ %.1f s", alone.limitSeconds()),
                    alone.ours().median() <= alone.limitSeconds() ? "yes" : "**no**");
        } else if (outcome instanceof Outcome.Bounded bounded) {
            cells = List.of(
                    bounded.name(),
                    seconds(bounded.seconds()),
                    "–",
                    "",
                    "MiB left by a collection at most (resident at most)",
                    bounded.keptMib() + " (" + resident(bounded) + ")",
                    "a heap of " + bounded.heapMib() + " MiB",
                    "yes");
        } else if (outcome instanceof Outcome.Missing missing) {
            cells = List.of("–", "", "–", "", "", "not measured: " + missing.reason(), "", "");
        } else {
            cells = List.of("–", "", "–", "", "", "**failed: " + ((Outcome.Failed) outcome).reason() + "**", "", "");
        }
        return "| " + cell(outcome.row()) + " | " + cell(outcome.work()) + " | "
                + cells.stream().map(MarkdownTable::cell).collect(Collectors.joining(" | ")) + " |\n";
    }

    private static String met(Goal goal, double ratio) {
        if (goal.kind() == Goal.Kind.NONE) {
            return "";
        }
        return goal.metBy(ratio) ? "yes" : "**no**";
    }

    private static String resident(Outcome.Bounded bounded) {
        return bounded.residentMib().isPresent()
                ? String.valueOf(bounded.residentMib().getAsLong())
                : "unknown";
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private static String spread(Spread spread) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.min(), spread.max());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}

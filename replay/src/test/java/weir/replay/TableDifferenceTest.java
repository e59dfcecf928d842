package weir.replay;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.report.Difference;
import weir.report.Difference.Counts;
import weir.report.TableShadow;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person and a program are told of a table that was computed anew. */
class TableDifferenceTest {

    private static final TableShadow SHADOW = new TableShadow("some", Lines.events("lang = 'pt'"), 7, 0, 12);

    private static Difference difference(int days) {
        TreeMap<String, Counts> byDay = new TreeMap<>();
        for (int day = 1; day <= days; day++) {
            byDay.put("2026-11-%02d".formatted(day), new Counts(2, 1, 0, 1, 1));
        }
        return new Difference(
                new Counts(2L * days, days, 0, days, days),
                new Counts(days, days, 0, 0, days),
                byDay,
                List.of("n int"),
                List.of(),
                Map.of(),
                List.of(
                        new Difference.Sample(
                                Difference.Kind.REMOVED,
                                "2026-11-01",
                                Map.of("id", "1"),
                                new TreeMap<>(Map.of(
                                        "a",
                                        "x".repeat(61),
                                        "b",
                                        "\u001b[2J",
                                        "c",
                                        "1",
                                        "d",
                                        "1",
                                        "e",
                                        "1",
                                        "f",
                                        "1",
                                        "g",
                                        "1",
                                        "h",
                                        "1")),
                                Map.of()),
                        new Difference.Sample(
                                Difference.Kind.CHANGED,
                                "2026-11-01",
                                Map.of("id", "2"),
                                Map.of("_line", "4"),
                                Map.of("_line", "3"))));
    }

    @Test
    void showsDaysColumnsAndRowsThatFitIntoALine() {
        List<String> lines = DifferenceText.ofTable(SHADOW, difference(2));

        assertThat(lines)
                .containsExactly(
                        "table events, through plan 7 of events, where lang = 'pt'",
                        "  days     2 live, 2 anew: 0 added, 0 removed, 2 changed",
                        "  rows     4 live, 2 anew: 0 added, 2 removed, 2 changed",
                        "    2026-11-01 2 live, 1 anew: 0 added, 1 removed, 1 changed",
                        "    2026-11-02 2 live, 1 anew: 0 added, 1 removed, 1 changed",
                        "  columns only anew: n int",
                        "  - 2026-11-01  id=1  a=" + "x".repeat(60) + "…  b=\ufffd[2J  c=1  d=1  e=1  f=1"
                                + "  …=2 more columns",
                        "  ~ 2026-11-01  id=2  _line=4  ->  _line=3",
                        "  … and 2 more rows",
                        "Nothing live was changed: bin/replay table promote events takes it, bin/replay table discard"
                                + " events drops it.");
    }

    @Test
    void namesTwentyDays() {
        assertThat(DifferenceText.ofTable(SHADOW, difference(23)))
                .contains("    … and 3 more days")
                .noneMatch(line -> line.contains("2026-11-21"));
    }

    @Test
    void isOneJsonDocument() throws IOException {
        JsonNode node = new ObjectMapper().readTree(DifferenceJson.ofTable(SHADOW, difference(2)));

        assertThat(node.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "format",
                        "stream",
                        "where",
                        "filter",
                        "schema",
                        "liveVersion",
                        "plan",
                        "differs",
                        "days",
                        "rows",
                        "columnsAdded",
                        "columnsRemoved",
                        "totals",
                        "samples",
                        "rowsByDay");
        assertThat(node.path("rowsByDay").path("2026-11-02").path("changed").asInt())
                .isEqualTo(1);
    }
}

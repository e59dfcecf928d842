package weir.console.kills;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Figures of pipelines beside each other, for a person. */
final class Report {

    private final String title;
    private final Map<String, Map<String, Object>> columns = new LinkedHashMap<>();

    Report(String title) {
        this.title = title;
    }

    /** Adds figures to a column. */
    Report put(String column, Map<String, ?> figures) {
        columns.computeIfAbsent(column, name -> new LinkedHashMap<>()).putAll(figures);
        return this;
    }

    /** Prints it to standard output, which is the test's report. */
    void print() {
        System.out.println(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\n").append(title).append('\n');
        text.append("%-42s".formatted(""));
        columns.keySet().forEach(column -> text.append("%24s".formatted(column)));
        Set<String> names = new LinkedHashSet<>();
        columns.values().forEach(figures -> names.addAll(figures.keySet()));
        for (String name : names) {
            text.append("\n%-42s".formatted(name));
            columns.values().forEach(figures -> text.append("%24s".formatted(figures.getOrDefault(name, "-"))));
        }
        return text.append('\n').toString();
    }
}

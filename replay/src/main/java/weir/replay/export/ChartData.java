package weir.replay.export;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import weir.lake.history.TimeRange;

/**
 * What the chart of a report shows: the first column of numbers over the time, summed up where several rows have one time.
 * If there is another column, the largest of its values are series of their own and the rest is one more. Without a column
 * of numbers, the rows are counted.
 *
 * @param measure what is shown
 * @param range from the first to the last moment of the chart
 * @param grain the length of a window
 * @param series at least one; of several, the largest first and the rest last
 */
record ChartData(String measure, TimeRange range, Duration grain, List<Series> series) {

    private static final int MOST_SERIES = 6;
    private static final String REST = "other";

    ChartData {
        series = List.copyOf(series);
    }

    /**
     * The values of one colour.
     *
     * @param name empty if there is only one series and nothing tells it from others
     * @param values by the start of the window; a window without a row has none
     */
    record Series(String name, SortedMap<Instant, BigDecimal> values) {

        BigDecimal total() {
            return values.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** @param range where the chart begins and ends */
    static ChartData of(ReportRows rows, TimeRange range, Duration grain) {
        OptionalInt measure = first(rows, true);
        OptionalInt kind = first(rows, false);
        Map<String, SortedMap<Instant, BigDecimal>> byName = new LinkedHashMap<>();
        for (List<Object> row : rows.rows()) {
            BigDecimal value = measure.isPresent() ? number(row.get(measure.getAsInt())) : BigDecimal.ONE;
            if (value != null && row.get(rows.time()) instanceof Timestamp time) {
                String name = kind.isPresent() ? CellText.of(row.get(kind.getAsInt())) : "";
                byName.computeIfAbsent(name, unused -> new TreeMap<>()).merge(time.toInstant(), value, BigDecimal::add);
            }
        }
        String name =
                measure.isPresent() ? rows.columns().get(measure.getAsInt()).name() : "rows";
        return new ChartData(name, range, grain, largest(byName));
    }

    private static List<Series> largest(Map<String, SortedMap<Instant, BigDecimal>> byName) {
        List<Series> all = byName.entrySet().stream()
                .map(entry -> new Series(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Series::total).reversed().thenComparing(Series::name))
                .toList();
        if (all.isEmpty()) {
            return List.of(new Series("", new TreeMap<>()));
        }
        if (all.size() <= MOST_SERIES) {
            return all;
        }
        List<Series> shown = new ArrayList<>(all.subList(0, MOST_SERIES - 1));
        SortedMap<Instant, BigDecimal> rest = new TreeMap<>();
        all.subList(MOST_SERIES - 1, all.size())
                .forEach(series -> series.values().forEach((time, value) -> rest.merge(time, value, BigDecimal::add)));
        shown.add(new Series(REST, rest));
        return shown;
    }

    private static OptionalInt first(ReportRows rows, boolean number) {
        return IntStream.range(0, rows.columns().size())
                .filter(column ->
                        column != rows.time() && rows.columns().get(column).number() == number)
                .findFirst();
    }

    /** Nothing for what cannot be drawn. */
    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal exact) {
            return exact;
        }
        if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            return Double.isFinite(real) ? new BigDecimal(value.toString()) : null;
        }
        return value instanceof Number whole ? BigDecimal.valueOf(whole.longValue()) : null;
    }

    /** What stands over the series in each window. */
    SortedMap<Instant, BigDecimal> totals() {
        SortedMap<Instant, BigDecimal> totals = new TreeMap<>();
        series.forEach(one -> one.values().forEach((time, value) -> totals.merge(time, value, BigDecimal::add)));
        return totals;
    }

    /** The highest stack of values above 0, and the lowest below; 0 is always among them. */
    double[] extent() {
        Map<Instant, double[]> stacks = new TreeMap<>();
        for (Series one : series) {
            one.values().forEach((time, value) -> {
                double[] stack = stacks.computeIfAbsent(time, unused -> new double[2]);
                stack[value.signum() < 0 ? 0 : 1] += value.doubleValue();
            });
        }
        double low =
                stacks.values().stream().mapToDouble(stack -> stack[0]).min().orElse(0);
        double high =
                stacks.values().stream().mapToDouble(stack -> stack[1]).max().orElse(0);
        return new double[] {low, high};
    }
}

package weir.replay.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import weir.lake.config.Quantities;
import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;

/**
 * A chart of bars over time as SVG, with a title and a description for those who do not see it. Each bar says its window,
 * series and value in {@code data-time}, {@code data-series} and {@code data-value}; gaps are hatched.
 */
final class BarChart {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 380;
    private static final double LEFT = 72;
    private static final double RIGHT = WIDTH - 12;
    private static final double TOP = 28;
    private static final double BOTTOM = HEIGHT - 40;
    private static final int MOST_TIMES = 11;

    private final ChartData data;
    private final List<Gap> gaps;
    private final double[] numbers;
    private final StringBuilder svg = new StringBuilder();

    BarChart(ChartData data, List<Gap> gaps) {
        this.data = data;
        this.gaps = List.copyOf(gaps);
        double[] extent = data.extent();
        this.numbers = Ticks.numbers(extent[0], extent[1]);
    }

    /** @param title for those who do not see it, and for a reader's list of pictures */
    String svg(String title) {
        line("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"chart-title chart-desc\">", WIDTH, HEIGHT);
        line("<title id=\"chart-title\">%s</title>", Markup.text(title));
        line("<desc id=\"chart-desc\">%s</desc>", Markup.text(description()));
        line(
                "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                        + " patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>");
        axes();
        bars();
        gaps.forEach(this::gap);
        line("<line class=\"zero\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", LEFT, RIGHT, y(0), y(0));
        line("</svg>");
        return svg.toString();
    }

    private String description() {
        SortedMap<Instant, BigDecimal> totals = data.totals();
        if (totals.isEmpty()) {
            return "There is no row in this range.";
        }
        Map.Entry<Instant, BigDecimal> highest = totals.entrySet().stream()
                .reduce((one, other) -> other.getValue().compareTo(one.getValue()) > 0 ? other : one)
                .orElseThrow();
        Map.Entry<Instant, BigDecimal> lowest = totals.entrySet().stream()
                .reduce((one, other) -> other.getValue().compareTo(one.getValue()) < 0 ? other : one)
                .orElseThrow();
        return "Bars of %s each. Highest: %s at %s. Lowest of the %d windows with a row: %s at %s. %s."
                .formatted(
                        Quantities.print(data.grain()),
                        highest.getValue().toPlainString(),
                        highest.getKey(),
                        totals.size(),
                        lowest.getValue().toPlainString(),
                        lowest.getKey(),
                        gaps.isEmpty() ? "No gaps" : gaps.size() + " gaps, hatched");
    }

    private void axes() {
        line("<text class=\"measure\" x=\"%s\" y=\"14\">%s</text>", LEFT, Markup.text(data.measure()));
        for (double number : numbers) {
            line("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", LEFT, RIGHT, y(number), y(number));
            line(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
                    LEFT - 8, y(number) + 4, Ticks.label(number));
        }
        for (Instant time : Ticks.times(data.range(), MOST_TIMES)) {
            double x = x(time);
            String anchor = x < LEFT + 20 ? "start" : "middle";
            line("<line class=\"mark\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", x, x, BOTTOM, BOTTOM + 5);
            line(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                    x, BOTTOM + 20, anchor, Ticks.label(time, data.range()));
        }
    }

    private void gap(Gap gap) {
        TimeRange range = data.range();
        Instant from = gap.from().isBefore(range.from()) ? range.from() : gap.from();
        Instant until = gap.until().isAfter(range.to()) ? range.to() : gap.until();
        if (until.isBefore(from)) {
            return;
        }
        line(
                "<rect class=\"gap\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" data-cause=\"%s\"><title>gap: %s, %s to"
                        + " %s</title></rect>",
                x(from),
                TOP,
                Math.max(1.5, x(until) - x(from)),
                BOTTOM - TOP,
                gap.cause().text(),
                gap.cause().text(),
                gap.from(),
                gap.until());
    }

    private void bars() {
        Map<Instant, double[]> stacks = new TreeMap<>();
        for (int i = 0; i < data.series().size(); i++) {
            ChartData.Series series = data.series().get(i);
            for (Map.Entry<Instant, BigDecimal> window : series.values().entrySet()) {
                double[] stack = stacks.computeIfAbsent(window.getKey(), unused -> new double[2]);
                int side = window.getValue().signum() < 0 ? 0 : 1;
                double begin = stack[side];
                stack[side] += window.getValue().doubleValue();
                bar(i, series.name(), window.getKey(), window.getValue(), begin, stack[side]);
            }
        }
    }

    private void bar(int colour, String series, Instant window, BigDecimal value, double begin, double end) {
        double x = x(window);
        double width = x(window.plus(data.grain())) - x;
        double space = width > 4 ? Math.min(2, width * 0.15) : 0;
        String name = series.isEmpty() ? "" : series + ", ";
        line(
                "<rect class=\"bar s%d\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" data-time=\"%s\" data-series=\"%s\""
                        + " data-value=\"%s\"><title>%s: %s%s</title></rect>",
                colour,
                x + space / 2,
                Math.min(y(begin), y(end)),
                Math.max(0.4, width - space),
                Math.abs(y(end) - y(begin)),
                window,
                Markup.text(series),
                value.toPlainString(),
                window,
                Markup.text(name),
                value.toPlainString());
    }

    private double x(Instant time) {
        Duration whole = Duration.between(data.range().from(), data.range().to());
        double share = seconds(Duration.between(data.range().from(), time)) / seconds(whole);
        return LEFT + share * (RIGHT - LEFT);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private double y(double number) {
        double low = numbers[0];
        double high = numbers[numbers.length - 1];
        return BOTTOM - (number - low) / (high - low) * (BOTTOM - TOP);
    }

    private void line(String format, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Double number) {
                values[i] = String.format(Locale.ROOT, "%.2f", number);
            }
        }
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

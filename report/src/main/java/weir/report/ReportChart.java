package weir.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

import weir.lake.config.ReportConfig;

/**
 * A bar chart for the terminal: a line for each row of a report, its time, the value of its first number column, and a
 * bar that is proportional to the value.
 *
 * @param lines the chart; empty if the report has no rows or no number column
 */
public record ReportChart(List<String> lines) {

    private static final int BAR_CELLS = 48;
    private static final int MOST_ROWS = 60;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    public ReportChart {
        lines = List.copyOf(lines);
    }

    /** The chart of the last rows of a result, which has the columns of the report. */
    public static ReportChart of(ReportConfig report, Dataset<Row> result) {
        String time = "`" + report.time() + "`";
        List<Row> last = new ArrayList<>(
                result.orderBy(functions.col(time).desc()).limit(MOST_ROWS).collectAsList());
        Collections.reverse(last);
        return of(report, last, last.size() < MOST_ROWS ? last.size() : result.count());
    }

    /** The chart of these rows, which have the columns of the report. */
    static ReportChart of(ReportConfig report, List<Row> rows) {
        return of(report, rows.subList(Math.max(0, rows.size() - MOST_ROWS), rows.size()), rows.size());
    }

    /**
     * The chart of some rows.
     *
     * @param all how many rows there are
     */
    private static ReportChart of(ReportConfig report, List<Row> rows, long all) {
        int value = rows.isEmpty() ? -1 : firstNumber(rows.get(0));
        if (value < 0) {
            return new ReportChart(List.of());
        }
        int time = rows.get(0).fieldIndex(report.time());
        double largest =
                rows.stream().mapToDouble(row -> number(row, value)).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(report.name() + ": " + rows.get(0).schema().fields()[value].name());
        if (rows.size() < all) {
            lines.add("  (the last " + rows.size() + " of " + all + " rows)");
        }
        for (Row row : rows) {
            double amount = number(row, value);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s %10s %s",
                    row.getTimestamp(time).toInstant(),
                    text(amount),
                    bar(amount, largest)));
        }
        return new ReportChart(lines);
    }

    private static int firstNumber(Row row) {
        StructField[] fields = row.schema().fields();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].dataType() instanceof NumericType) {
                return i;
            }
        }
        return -1;
    }

    private static double number(Row row, int column) {
        return row.isNullAt(column) ? 0 : ((Number) row.get(column)).doubleValue();
    }

    private static String text(double amount) {
        return amount == Math.rint(amount) ? String.valueOf((long) amount) : String.format(Locale.ROOT, "%.2f", amount);
    }

    private static String bar(double amount, double largest) {
        if (largest <= 0 || amount <= 0) {
            return "";
        }
        int eighths = (int) Math.max(1, Math.round(amount / largest * BAR_CELLS * EIGHTHS.length));
        return "█".repeat(eighths / EIGHTHS.length) + EIGHTHS[eighths % EIGHTHS.length];
    }
}

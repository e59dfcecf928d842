package weir.console.sql;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jline.utils.WCWidth;

import weir.console.PrintableLine;

/**
 * A table for a person: columns as wide as they need to be, long values cut, what cannot be printed as {@code \xHH}. A
 * single text of several lines is printed as it is.
 *
 * @param maxRows how many rows are shown at most
 */
record TableOutput(int maxRows) implements RowOutput {

    private static final int WIDEST = 80;
    private static final String CUT = "…";
    private static final String BETWEEN = "  ";

    @Override
    public long atMost() {
        return maxRows + 1L;
    }

    @Override
    public void print(StructType type, Iterator<Row> rows, PrintWriter out) {
        if (type.isEmpty()) {
            return;
        }
        List<Row> shown = new ArrayList<>();
        while (rows.hasNext() && shown.size() < maxRows) {
            shown.add(rows.next());
        }
        if (isText(type, shown)) {
            shown.get(0).getString(0).lines().map(TableOutput::printable).forEach(out::println);
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(type.fieldNames()));
        shown.forEach(row -> lines.add(cells(row)));
        int[] widths = widths(lines, type.length());
        print(lines.get(0), type, widths, out);
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        print(rule, type, widths, out);
        lines.subList(1, lines.size()).forEach(line -> print(line, type, widths, out));
        out.println(count(shown.size()) + (rows.hasNext() ? " of more; --max-rows shows others" : ""));
    }

    /** Whether it is one text of several lines, such as a plan that EXPLAIN shows. */
    private static boolean isText(StructType type, List<Row> rows) {
        return type.length() == 1
                && rows.size() == 1
                && rows.get(0).get(0) instanceof String text
                && text.lines().count() > 1;
    }

    private static String count(int rows) {
        return rows == 1 ? "1 row" : "%,d rows".formatted(rows);
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(row.isNullAt(i) ? "NULL" : cell(CellValue.text(row.get(i))));
        }
        return cells;
    }

    private static String cell(String text) {
        String line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        String printable = printable(line);
        int width = 0;
        for (int i = 0; i < printable.length(); i = printable.offsetByCodePoints(i, 1)) {
            width += width(printable.codePointAt(i));
            if (width > WIDEST) {
                return printable.substring(0, i) + CUT;
            }
        }
        return printable;
    }

    private static String printable(String line) {
        return PrintableLine.of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] widths(List<List<String>> lines, int columns) {
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        return widths;
    }

    private static void print(List<String> cells, StructType type, int[] widths, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String spaces = " ".repeat(widths[i] - width(cells.get(i)));
            boolean number = type.apply(i).dataType() instanceof NumericType;
            line.append(i == 0 ? "" : BETWEEN).append(number ? spaces + cells.get(i) : cells.get(i) + spaces);
        }
        out.println(line.toString().stripTrailing());
    }

    private static int width(String text) {
        return text.codePoints().map(TableOutput::width).sum();
    }

    /** How many columns of a terminal it takes. */
    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}

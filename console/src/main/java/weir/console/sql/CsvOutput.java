package weir.console.sql;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Comma-separated values as RFC 4180 has them, with a header. Null is empty, and an empty text is {@code ""}. */
final class CsvOutput implements RowOutput {

    private static final String END = "\r\n";
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^$");

    @Override
    public void print(StructType type, Iterator<Row> rows, PrintWriter out) {
        if (type.isEmpty()) {
            return;
        }
        line(Stream.of(type.fieldNames()), out);
        while (rows.hasNext()) {
            Row row = rows.next();
            line(
                    IntStream.range(0, row.size()).mapToObj(i -> row.isNullAt(i) ? null : CellValue.text(row.get(i))),
                    out);
        }
    }

    private static void line(Stream<String> values, PrintWriter out) {
        out.print(values.map(CsvOutput::field).collect(Collectors.joining(",")) + END);
    }

    private static String field(String value) {
        if (value == null) {
            return "";
        }
        return QUOTED.matcher(value).find() ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}

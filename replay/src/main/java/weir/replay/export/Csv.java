package weir.replay.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/**
 * Rows as RFC 4180 has them: records end with CR LF; a field with a comma, a quotation mark, CR or LF stands in quotation
 * marks, and those in it are doubled. UTF-8. A field without a value is empty; an empty text is {@code ""}.
 */
final class Csv {

    private final OutputStream out;

    Csv(OutputStream out) {
        this.out = out;
    }

    /** Writes the names, then all rows. */
    void write(List<String> names, Iterator<? extends List<?>> rows) throws IOException {
        record(names);
        while (rows.hasNext()) {
            record(rows.next());
        }
    }

    private void record(List<?> values) throws IOException {
        StringBuilder record = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            record.append(i == 0 ? "" : ",").append(field(values.get(i)));
        }
        out.write(record.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String field(Object value) {
        String text = CellText.of(value);
        boolean quoted = (value != null && text.isEmpty())
                || text.chars()
                        .anyMatch(character ->
                                character == ',' || character == '"' || character == '\r' || character == '\n');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}

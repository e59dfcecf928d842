package weir.console.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** One JSON object a line, with a member for each column. */
final class JsonOutput implements RowOutput {

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public void print(StructType type, Iterator<Row> rows, PrintWriter out) {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.setRootValueSeparator(null);
            while (rows.hasNext()) {
                CellValue.write(json, rows.next());
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package weir.console.sql;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A value of a row, as a program reads it: times in ISO-8601 UTC, bytes in Base64, structs, arrays and maps as JSON, with the
 * members that are null.
 */
final class CellValue {

    private static final JsonFactory JSON = new JsonFactory();

    private CellValue() {}

    /**
     * As plain text, which for a text is the text itself.
     *
     * @param value not null
     */
    static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (!(value instanceof Row || value instanceof Seq<?> || value instanceof scala.collection.Map<?, ?>)) {
            return value.toString();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** As JSON. */
    static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Row row) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeFieldName(row.schema().fieldNames()[i]);
                write(json, row.get(i));
            }
            json.writeEndObject();
        } else if (value instanceof Seq<?> items) {
            json.writeStartArray();
            for (Object item : JavaConverters.seqAsJavaList(items)) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : JavaConverters.mapAsJavaMap(map).entrySet()) {
                json.writeFieldName(text(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            writeSingle(json, value);
        }
    }

    private static void writeSingle(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double number) {
            json.writeNumber(number); // in quotes if it is no number of JSON
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Number) {
            json.writeNumber(text(value));
        } else {
            json.writeString(text(value));
        }
    }
}

package weir.lake.schema;

import java.text.ParseException;
import java.util.List;

import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

import weir.lake.Lines;

/**
 * One line read by a schema.
 *
 * @param row the row, null if the line is no object
 * @param columns the names of its columns
 * @param type the columns' types
 * @param rescued what did not fit
 */
record Read(InternalRow row, List<String> columns, StructType type, String rescued) {

    static Read line(Schema schema, String line) {
        return line(schema, schema.columnNames(), line);
    }

    static Read line(Schema schema, List<String> columns, String line) {
        byte[] bytes = Lines.utf8(line);
        RowReader reader = new RowReader(schema, columns);
        try {
            InternalRow row = reader.read(bytes, 0, bytes.length).orElse(null);
            StructType type = new StructType();
            for (String column : columns) {
                type = type.add(schema.sparkType().apply(column));
            }
            String rescued = reader.rescued() == null ? null : reader.rescued().toString();
            return new Read(row, columns, type, rescued);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A column as Spark shows it in a row: {@code [1,x]} for a struct, {@code WrappedArray(1)} for an array. */
    String shown(String column) {
        int slot = columns.indexOf(column);
        Object value = row.get(slot, type.apply(column).dataType());
        return String.valueOf(
                CatalystTypeConverters.convertToScala(value, type.apply(column).dataType()));
    }

    /** A timestamp column in microseconds. */
    long micros(String column) {
        return row.getLong(columns.indexOf(column));
    }

    boolean isNull(String column) {
        return row.isNullAt(columns.indexOf(column));
    }
}

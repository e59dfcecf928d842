package weir.lake.schema;

import java.text.ParseException;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

import weir.lake.json.JsonScanner;

/** Reads a struct of one field and answers with the field's value. */
record OnlyField(StructReader struct, DataType type) implements ValueReader {

    @Override
    public Object read(JsonScanner line, Rescue rescue) throws ParseException {
        InternalRow row = struct.read(line, rescue);
        return row == null ? null : row.get(0, type);
    }
}

package weir.lake.schema;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

/** Reads a struct of one field and answers with the field's value. */
record OnlyField(StructReader struct, DataType type) implements ValueReader {

    @Override
    public Object read(JsonParser parser, Place place, Rescue rescue) throws IOException {
        InternalRow row = (InternalRow) struct.read(parser, place, rescue);
        return row == null ? null : row.get(0, type);
    }
}

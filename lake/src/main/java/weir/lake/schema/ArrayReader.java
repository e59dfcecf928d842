package weir.lake.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Reads a JSON array; an element that does not fit is null in the array and stands in the rescue. */
record ArrayReader(ValueReader element) implements ValueReader {

    @Override
    public Object read(JsonParser parser, Place place, Rescue rescue) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            rescue.add(parser, place);
            return null;
        }
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(element.read(parser, place, rescue));
        }
        return new GenericArrayData(values.toArray());
    }
}

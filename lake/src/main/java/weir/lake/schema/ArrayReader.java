package weir.lake.schema;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.catalyst.util.GenericArrayData;

import weir.lake.json.JsonKind;
import weir.lake.json.JsonScanner;

/** Reads a JSON array; an element that does not fit is null in the array and stands in the rescue. */
record ArrayReader(ValueReader element, Place place, Place elements) implements ValueReader {

    @Override
    public Object read(JsonScanner line, Rescue rescue) throws ParseException {
        JsonKind kind = line.kind();
        if (kind != JsonKind.ARRAY) {
            line.skip();
            if (kind != JsonKind.NULL) {
                rescue.add(place, line);
            }
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (boolean more = line.enter(); more; more = line.next()) {
            elements.moveTo(values.size());
            values.add(element.read(line, rescue));
        }
        return new GenericArrayData(values.toArray());
    }
}

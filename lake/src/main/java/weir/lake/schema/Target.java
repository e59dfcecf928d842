package weir.lake.schema;

import java.text.ParseException;
import java.util.List;

import weir.lake.json.JsonScanner;

/**
 * One path of one column.
 *
 * @param index where its value is kept until the object is over
 * @param path the names from the object to the value
 * @param reader how to read the value
 */
record Target(int index, List<String> path, ValueReader reader) {

    void read(JsonScanner line, Object[] found, Rescue rescue) throws ParseException {
        found[index] = reader.read(line, rescue);
    }
}

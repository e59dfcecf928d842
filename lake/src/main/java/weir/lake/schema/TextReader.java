package weir.lake.schema;

import java.text.ParseException;

import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.json.JsonKind;
import weir.lake.json.JsonScanner;

/** Reads a value for a string column, which takes the text of any value: what is no string as the line spells it. */
record TextReader() implements ValueReader {

    @Override
    public Object read(JsonScanner line, Rescue rescue) throws ParseException {
        JsonKind kind = line.kind();
        line.skip();
        return switch (kind) {
            case NULL -> null;
            case STRING -> UTF8String.fromBytes(line.utf8());
            default -> UTF8String.fromBytes(line.spelling());
        };
    }
}

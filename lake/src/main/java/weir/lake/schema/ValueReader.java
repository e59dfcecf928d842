package weir.lake.schema;

import java.text.ParseException;
import java.util.List;

import org.apache.spark.sql.types.StringType;

import weir.lake.json.JsonScanner;

/** Turns the JSON value that comes next into a Catalyst value. */
interface ValueReader {

    /**
     * Reads one value and goes behind it.
     *
     * @return the value, or null if the JSON value is null or does not fit; what does not fit is in {@code rescue}
     */
    Object read(JsonScanner line, Rescue rescue) throws ParseException;

    /** The reader for values of this shape that stand at this place. */
    static ValueReader of(Shape shape, MemberPath path, Place place) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar.type() instanceof StringType ? new TextReader() : new ScalarReader(scalar, place);
        }
        if (shape instanceof Shape.Struct struct) {
            return new StructReader(struct.columns(), place);
        }
        Shape element = ((Shape.Array) shape).element();
        Place elements = place.elements();
        if (path.within().isEmpty()) {
            return new ArrayReader(of(element, path, elements), place, elements);
        }
        MemberPath inner = new MemberPath(path.within(), List.of());
        StructReader holder = new StructReader(List.of(new Column("value", element, List.of(inner))), elements);
        return new ArrayReader(new OnlyField(holder, element.type()), place, elements);
    }
}

package weir.lake.schema;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;

/** Turns the JSON value a parser stands on into a Catalyst value. */
interface ValueReader {

    /**
     * Reads one value and leaves the parser on its last token.
     *
     * @return the value, or null if the JSON value is null or does not fit; what does not fit is in {@code rescue}
     */
    Object read(JsonParser parser, Place place, Rescue rescue) throws IOException;

    /** The reader for values of this shape. */
    static ValueReader of(Shape shape, MemberPath path) {
        if (shape instanceof Shape.Scalar scalar) {
            return new ScalarReader(scalar);
        }
        if (shape instanceof Shape.Struct struct) {
            return new StructReader(struct.columns());
        }
        Shape element = ((Shape.Array) shape).element();
        if (path.within().isEmpty()) {
            return new ArrayReader(of(element, path));
        }
        MemberPath inner = new MemberPath(path.within(), List.of());
        StructReader holder = new StructReader(List.of(new Column("value", element, List.of(inner))));
        return new ArrayReader(new OnlyField(holder, element.type()));
    }
}

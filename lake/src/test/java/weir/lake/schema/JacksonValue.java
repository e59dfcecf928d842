package weir.lake.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;

/** Turns the JSON value a parser stands on into a Catalyst value. */
interface JacksonValue {

    /**
     * Reads one value and leaves the parser on its last token.
     *
     * @return the value, or null if the JSON value is null or does not fit; what does not fit is in {@code rescue}
     */
    Object read(JsonParser parser, JacksonPlace place, JacksonRescue rescue) throws IOException;

    /** The reader for values of this shape. */
    static JacksonValue of(Shape shape, MemberPath path) {
        if (shape instanceof Shape.Scalar scalar) {
            return new JacksonScalar(scalar);
        }
        if (shape instanceof Shape.Struct struct) {
            return new JacksonStruct(struct.columns());
        }
        Shape element = ((Shape.Array) shape).element();
        if (path.within().isEmpty()) {
            return new ArrayReader(of(element, path));
        }
        MemberPath inner = new MemberPath(path.within(), List.of());
        JacksonStruct holder = new JacksonStruct(List.of(new Column("value", element, List.of(inner))));
        return new ArrayReader(new OnlyField(holder, element.type()));
    }

    record ArrayReader(JacksonValue element) implements JacksonValue {

        @Override
        public Object read(JsonParser parser, JacksonPlace place, JacksonRescue rescue) throws IOException {
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

    record OnlyField(JacksonStruct struct, DataType type) implements JacksonValue {

        @Override
        public Object read(JsonParser parser, JacksonPlace place, JacksonRescue rescue) throws IOException {
            InternalRow row = (InternalRow) struct.read(parser, place, rescue);
            return row == null ? null : row.get(0, type);
        }
    }
}

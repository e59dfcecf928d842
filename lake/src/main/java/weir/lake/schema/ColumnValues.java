package weir.lake.schema;

import java.util.List;
import java.util.function.Consumer;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Finds the values at the end of a path in rows that were read from lines. Immutable; safe for threads. */
public final class ColumnValues {

    private final List<String> names;
    private final int slot;
    private final DataType type;

    /**
     * The values at the end of a path.
     *
     * @param path one of {@link Schema#exactPaths()}
     * @param columns the columns of the rows, in their order
     */
    public ColumnValues(Schema schema, ColumnPath path, List<String> columns) {
        this.names = path.names();
        this.slot = columns.indexOf(path.column());
        this.type = schema.sparkType().apply(path.column()).dataType();
    }

    /**
     * Gives each value of a row that is not null.
     *
     * @param row may be null: a line that is no JSON object has no values
     * @param values takes them as Catalyst holds them, in no order, equal ones too
     */
    public void of(InternalRow row, Consumer<Object> values) {
        if (row != null) {
            read(row, slot, type, 1, values);
        }
    }

    private void read(SpecializedGetters from, int ordinal, DataType valueType, int depth, Consumer<Object> values) {
        if (from.isNullAt(ordinal)) {
            return;
        }
        if (valueType instanceof ArrayType array) {
            ArrayData elements = from.getArray(ordinal);
            for (int i = 0; i < elements.numElements(); i++) {
                read(elements, i, array.elementType(), depth, values);
            }
        } else if (valueType instanceof StructType struct) {
            int field = struct.fieldIndex(names.get(depth));
            InternalRow fields = from.getStruct(ordinal, struct.length());
            read(fields, field, struct.apply(field).dataType(), depth + 1, values);
        } else {
            values.accept(from.get(ordinal, valueType));
        }
    }
}

package weir.lake.filter;

import java.util.List;
import java.util.function.LongConsumer;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/** Finds the values of one column in rows that were read from lines. Immutable; safe for threads. */
public final class TokenReader {

    private final List<String> names;
    private final int slot;
    private final DataType type;

    /**
     * A reader of the values at the end of a path.
     *
     * @param path one of {@link Schema#exactPaths()}
     * @param columns the columns of the rows, in their order
     */
    public TokenReader(Schema schema, ColumnPath path, List<String> columns) {
        this.names = path.names();
        this.slot = columns.indexOf(path.column());
        this.type = schema.sparkType().apply(path.column()).dataType();
    }

    /**
     * Gives the hash of each value of a row.
     *
     * @param row may be null: a line that is no JSON object has no values
     * @param hashes takes them in no order, equal ones too
     */
    public void read(InternalRow row, LongConsumer hashes) {
        if (row != null) {
            read(row, slot, type, 1, hashes);
        }
    }

    private void read(SpecializedGetters values, int ordinal, DataType valueType, int depth, LongConsumer hashes) {
        if (values.isNullAt(ordinal)) {
            return;
        }
        if (valueType instanceof ArrayType array) {
            ArrayData elements = values.getArray(ordinal);
            for (int i = 0; i < elements.numElements(); i++) {
                read(elements, i, array.elementType(), depth, hashes);
            }
        } else if (valueType instanceof StructType struct) {
            int field = struct.fieldIndex(names.get(depth));
            InternalRow fields = values.getStruct(ordinal, struct.length());
            read(fields, field, struct.apply(field).dataType(), depth + 1, hashes);
        } else {
            hashes.accept(Token.hash(values.get(ordinal, valueType)));
        }
    }
}

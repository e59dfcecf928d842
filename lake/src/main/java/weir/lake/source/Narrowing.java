package weir.lake.source;

import java.util.Arrays;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Makes values of a type values of another one that lacks some fields of its structs. For one thread. */
interface Narrowing {

    /**
     * The value of the narrower type.
     *
     * @param value as Catalyst has it; may be null
     */
    Object of(Object value);

    /**
     * From one type to a narrower one.
     *
     * @throws IllegalArgumentException if the narrower one has a field that the other lacks
     */
    static Narrowing to(DataType narrow, DataType wide) {
        if (wide instanceof StructType struct && !narrow.equals(wide)) {
            return new OfStruct((StructType) narrow, struct);
        }
        if (wide instanceof ArrayType array && !narrow.equals(wide)) {
            return new OfArray((ArrayType) narrow, array);
        }
        return value -> value;
    }

    /** Takes some fields. */
    final class OfStruct implements Narrowing {

        private final int[] slots;
        private final DataType[] types;
        private final Narrowing[] fields;

        private OfStruct(StructType narrow, StructType wide) {
            slots = Arrays.stream(narrow.fieldNames())
                    .mapToInt(wide::fieldIndex)
                    .toArray();
            types = Arrays.stream(slots)
                    .mapToObj(slot -> wide.apply(slot).dataType())
                    .toArray(DataType[]::new);
            fields = new Narrowing[slots.length];
            for (int i = 0; i < slots.length; i++) {
                fields[i] = to(narrow.apply(i).dataType(), types[i]);
            }
        }

        @Override
        public Object of(Object value) {
            if (value == null) {
                return null;
            }
            InternalRow row = (InternalRow) value;
            Object[] values = new Object[slots.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = fields[i].of(row.get(slots[i], types[i]));
            }
            return new GenericInternalRow(values);
        }
    }

    /** Takes the narrower part of each element. */
    final class OfArray implements Narrowing {

        private final DataType type;
        private final Narrowing element;

        private OfArray(ArrayType narrow, ArrayType wide) {
            type = wide.elementType();
            element = to(narrow.elementType(), type);
        }

        @Override
        public Object of(Object value) {
            if (value == null) {
                return null;
            }
            ArrayData elements = (ArrayData) value;
            Object[] values = new Object[elements.numElements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = element.of(elements.get(i, type));
            }
            return new GenericArrayData(values);
        }
    }
}

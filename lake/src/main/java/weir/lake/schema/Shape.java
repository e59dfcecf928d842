package weir.lake.schema;

import java.io.Serializable;
import java.util.List;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a JSON value must look like to become the value of a column. */
sealed interface Shape extends Serializable {

    /** The Spark SQL type of the values. */
    DataType type();

    /** A value without parts. {@code time} says how a text or number becomes a timestamp or date. */
    record Scalar(DataType type, TimeFormat time) implements Shape {}

    /** A JSON object whose members are the columns. */
    record Struct(List<Column> columns) implements Shape {
        public Struct {
            columns = List.copyOf(columns);
        }

        @Override
        public StructType type() {
            return DataTypes.createStructType(columns.stream()
                    .map(column -> DataTypes.createStructField(
                            column.name(), column.shape().type(), true))
                    .toArray(StructField[]::new));
        }
    }

    /** A JSON array, each element of one shape. */
    record Array(Shape element) implements Shape {
        @Override
        public ArrayType type() {
            return DataTypes.createArrayType(element.type(), true);
        }
    }
}

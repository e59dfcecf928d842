package weir.lake.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns are needed, and of those with structs in them which fields: the others are not read and are null. Immutable;
 * safe for threads.
 */
public final class Wanted {

    private static final Wanted WHOLE = new Wanted(null);

    /** By name, in the order in which they were first asked for; null if everything is needed. */
    private final Map<String, Wanted> fields;

    private Wanted(Map<String, Wanted> fields) {
        this.fields = fields;
    }

    /** Some columns with all that is in them. */
    public static Wanted columns(Collection<String> names) {
        Map<String, Wanted> fields = new LinkedHashMap<>();
        names.forEach(name -> fields.put(name, WHOLE));
        return new Wanted(fields);
    }

    /** What a type has of columns and fields, which may be fewer than the schema has. */
    public static Wanted of(StructType type) {
        Map<String, Wanted> fields = new LinkedHashMap<>();
        for (StructField field : type.fields()) {
            fields.put(field.name(), within(field.dataType()));
        }
        return new Wanted(fields);
    }

    private static Wanted within(DataType type) {
        if (type instanceof ArrayType array) {
            return within(array.elementType());
        }
        return type instanceof StructType struct ? of(struct) : WHOLE;
    }

    /** What stands at the end of a path. */
    public static Wanted of(ColumnPath path) {
        Wanted wanted = WHOLE;
        for (int i = path.names().size() - 1; i >= 0; i--) {
            wanted = new Wanted(Map.of(path.names().get(i), wanted));
        }
        return wanted;
    }

    /** This and something else. */
    public Wanted and(Wanted other) {
        if (fields == null || other.fields == null) {
            return WHOLE;
        }
        Map<String, Wanted> both = new LinkedHashMap<>(fields);
        other.fields.forEach((name, wanted) -> both.merge(name, wanted, Wanted::and));
        return new Wanted(both);
    }

    /** The columns, in the order in which they were first asked for. */
    public List<String> columnNames() {
        return List.copyOf(fields.keySet());
    }

    /** The columns of a schema that are needed, with nothing to read for the fields that are not. */
    List<Column> of(Schema schema) {
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, wanted) -> columns.add(wanted.within(schema.columnOf(name))));
        return columns;
    }

    private Column within(Column column) {
        return new Column(column.name(), within(column.shape()), column.from());
    }

    private Shape within(Shape shape) {
        if (shape instanceof Shape.Array array) {
            return new Shape.Array(within(array.element()));
        }
        if (fields == null || !(shape instanceof Shape.Struct struct)) {
            return shape;
        }
        return new Shape.Struct(struct.columns().stream().map(this::field).toList());
    }

    /** A field of a struct of which this is needed. */
    private Column field(Column field) {
        Wanted wanted = fields.get(field.name());
        return wanted == null ? new Column(field.name(), field.shape(), List.of()) : wanted.within(field);
    }
}

package weir.lake.schema;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How the values at the end of a path are read from a line. Equal definitions give equal values for every line, whatever
 * else their schemas say.
 *
 * @param path the way to the values
 * @param read for each name of the path the type and the places in the JSON object, and how a time is spelled:
 *     {@code struct /user > BIGINT /id}
 */
public record ColumnDefinition(ColumnPath path, String read) implements Serializable {

    static List<ColumnPath> exactPaths(Shape.Struct root) {
        List<ColumnPath> paths = new ArrayList<>();
        addExactPaths(root, List.of(), paths);
        return paths;
    }

    private static void addExactPaths(Shape shape, List<String> names, List<ColumnPath> paths) {
        if (shape instanceof Shape.Struct struct) {
            for (Column column : struct.columns()) {
                if (column.name().indexOf('.') < 0) {
                    List<String> longer = new ArrayList<>(names);
                    longer.add(column.name());
                    addExactPaths(innermost(column.shape()), longer, paths);
                }
            }
        } else if (isExact(shape.type())) {
            paths.add(new ColumnPath(names));
        }
    }

    private static boolean isExact(DataType type) {
        return type instanceof StringType
                || type instanceof LongType
                || type instanceof IntegerType
                || type instanceof BooleanType
                || type instanceof TimestampType
                || type instanceof DateType;
    }

    static Optional<ColumnDefinition> of(Shape.Struct root, ColumnPath path) {
        List<String> steps = new ArrayList<>();
        Shape shape = root;
        for (String name : path.names()) {
            Optional<Column> column = shape instanceof Shape.Struct struct
                    ? struct.columns().stream()
                            .filter(candidate -> candidate.name().equals(name))
                            .findFirst()
                    : Optional.empty();
            if (column.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step(column.get()));
            shape = innermost(column.get().shape());
        }
        if (!(shape instanceof Shape.Scalar scalar)) {
            return Optional.empty();
        }
        boolean time = scalar.type() instanceof TimestampType || scalar.type() instanceof DateType;
        String spelled = time ? ", spelled " + scalar.time().spelling() : "";
        return Optional.of(new ColumnDefinition(path, String.join(" > ", steps) + spelled));
    }

    /** The type of the values at the end of one of {@link #exactPaths}. */
    static DataType typeOf(Shape.Struct root, ColumnPath path) {
        Shape shape = root;
        for (String name : path.names()) {
            shape = innermost(((Shape.Struct) shape)
                    .columns().stream()
                            .filter(column -> column.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .shape());
        }
        return shape.type();
    }

    private static String step(Column column) {
        Shape innermost = innermost(column.shape());
        String type =
                innermost instanceof Shape.Struct ? "struct" : innermost.type().sql();
        for (Shape shape = column.shape(); shape instanceof Shape.Array array; shape = array.element()) {
            type = "array<" + type + ">";
        }
        return type + " " + column.from().stream().map(MemberPath::pointer).collect(Collectors.joining(" | "));
    }

    private static Shape innermost(Shape shape) {
        Shape innermost = shape;
        while (innermost instanceof Shape.Array array) {
            innermost = array.element();
        }
        return innermost;
    }
}

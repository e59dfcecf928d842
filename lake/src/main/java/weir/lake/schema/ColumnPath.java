package weir.lake.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The way from a stream's columns to values without parts: the column, then the fields of structs, by their names in SQL. An
 * array on the way stands for all its elements.
 *
 * @param names outermost first; never empty
 */
public record ColumnPath(List<String> names) implements Serializable {

    public ColumnPath {
        names = List.copyOf(names);
    }

    /** Reads a path as a person writes it: {@code user.id}. */
    public static ColumnPath parse(String text) {
        return new ColumnPath(Arrays.asList(text.split("\\.", -1)));
    }

    /** The name of the column. */
    public String column() {
        return names.get(0);
    }

    /** As {@link #parse} reads it, if no name has a dot. */
    @Override
    public String toString() {
        return String.join(".", names);
    }
}

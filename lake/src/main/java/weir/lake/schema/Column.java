package weir.lake.schema;

import java.io.Serializable;
import java.util.List;

/**
 * A column of a stream or a field of one of its structs.
 *
 * @param name the name in SQL
 * @param shape what the JSON value must look like
 * @param from where in the JSON object the value stands: the first path with a value that is not null wins
 */
record Column(String name, Shape shape, List<MemberPath> from) implements Serializable {
    Column {
        from = List.copyOf(from);
    }
}

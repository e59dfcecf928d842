package weir.lake;

import java.io.Serializable;
import java.util.List;

import weir.lake.schema.ColumnDefinition;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/**
 * What whoever reads or archives a stream's lines has to know, and nothing else: how lines become rows, which rows are
 * wanted, and which values the archive's indexes know.
 *
 * @param name the stream's name, {@code [a-z][a-z0-9_]*}; it becomes a folder
 * @param schema the columns
 * @param key the columns that identify a record, in the order of comparison; never empty
 * @param eventTime the timestamp column that says when the record happened
 * @param filter the SQL predicate that decides which records enter the table
 * @param index the columns whose values an index of the archive knows, each of {@link Schema#exactPaths()}
 */
public record StreamSpec(
        String name, Schema schema, List<String> key, String eventTime, String filter, List<ColumnPath> index)
        implements Serializable {

    public StreamSpec {
        key = List.copyOf(key);
        index = List.copyOf(index);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("Stream " + name + " needs a key: the columns that identify a record");
        }
        for (String column : key) {
            schema.requireColumn(column);
        }
        if (!schema.isTimestamp(eventTime)) {
            throw new IllegalArgumentException(
                    "Stream " + name + " has event time " + eventTime + ", which is no timestamp column");
        }
        for (ColumnPath path : index) {
            if (!schema.exactPaths().contains(path)) {
                throw new IllegalArgumentException("Stream " + name + " has an index of " + path
                        + ", which leads to no text, whole number, truth value or time");
            }
        }
    }

    /** A stream whose indexes know its key, and what deletions go by. */
    public StreamSpec(String name, Schema schema, List<String> key, String eventTime, String filter) {
        this(name, schema, key, eventTime, filter, indexOfKey(schema, key));
    }

    /** The columns of a key, as far as an index can know their values, and those that deletions look for values in. */
    public static List<ColumnPath> indexOfKey(Schema schema, List<String> key) {
        List<ColumnPath> deletions = schema.deletionColumns();
        return schema.exactPaths().stream()
                .filter(path -> (path.names().size() == 1 && key.contains(path.column())) || deletions.contains(path))
                .toList();
    }

    /** This stream with another predicate, for a replay. */
    public StreamSpec withFilter(String otherFilter) {
        return new StreamSpec(name, schema, key, eventTime, otherFilter, index);
    }

    /** This stream with an index of other columns. */
    public StreamSpec withIndex(List<ColumnPath> otherIndex) {
        return new StreamSpec(name, schema, key, eventTime, filter, otherIndex);
    }

    /** How the event time is read. */
    public ColumnDefinition eventTimeDefinition() {
        return definition(new ColumnPath(List.of(eventTime)));
    }

    /** How the values are read that an index knows. */
    public List<ColumnDefinition> indexDefinitions() {
        return index.stream().map(this::definition).toList();
    }

    private ColumnDefinition definition(ColumnPath path) {
        return schema.definition(path).orElseThrow();
    }
}

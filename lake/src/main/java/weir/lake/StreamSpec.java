package weir.lake;

import java.io.Serializable;
import java.util.List;

import weir.lake.schema.Schema;

/**
 * What a reader of a stream's lines has to know, and nothing else: how lines become rows and which rows are wanted.
 *
 * @param name the stream's name, {@code [a-z][a-z0-9_]*}; it becomes a folder
 * @param schema the columns
 * @param key the columns that identify a record, in the order of comparison; never empty
 * @param eventTime the timestamp column that says when the record happened
 * @param filter the SQL predicate that decides which records enter the table
 */
public record StreamSpec(String name, Schema schema, List<String> key, String eventTime, String filter)
        implements Serializable {

    public StreamSpec {
        key = List.copyOf(key);
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
    }

    /** This stream with another predicate, for a replay. */
    public StreamSpec withFilter(String otherFilter) {
        return new StreamSpec(name, schema, key, eventTime, otherFilter);
    }
}

package weir.lake.deletion;

import java.util.List;
import java.util.Optional;

import weir.lake.schema.ColumnPath;

/**
 * What one control message takes back by one rule: the records with a value in a column, or some members of theirs.
 *
 * @param message the kind of the message
 * @param column where the records have the value
 * @param value the value: a text, or a whole number as it is spelled
 * @param upTo only records whose value in another column is not greater
 * @param clear the members of a record's line that go; the whole record if empty
 * @param batchMillis the time of the microbatch that holds the message: when it was asked
 * @param line the number of the message in its microbatch, from 0
 */
public record Deletion(
        String message,
        ColumnPath column,
        String value,
        Optional<UpTo> upTo,
        List<String> clear,
        long batchMillis,
        long line) {

    public Deletion {
        clear = List.copyOf(clear);
    }

    /**
     * A bound.
     *
     * @param column of whole numbers
     * @param value the greatest one
     */
    public record UpTo(ColumnPath column, long value) {}
}

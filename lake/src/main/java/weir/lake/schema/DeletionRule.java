package weir.lake.schema;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a control message takes back: the records with its value in a column, or some members of theirs.
 *
 * @param message the member that marks the control message
 * @param column where the records have the value; texts or whole numbers
 * @param value the way to the value in the message, outermost member first
 * @param bound only records whose value in another column is not greater than one of the message; null if all
 * @param clear the members of a record's line that go; the whole record if empty
 */
public record DeletionRule(String message, ColumnPath column, List<String> value, UpTo bound, List<String> clear)
        implements Serializable {

    public DeletionRule {
        value = List.copyOf(value);
        clear = List.copyOf(clear);
    }

    /** The bound, if there is one. */
    public Optional<UpTo> upTo() {
        return Optional.ofNullable(bound);
    }

    /**
     * A bound.
     *
     * @param column of whole numbers
     * @param value the way to the greatest one in the message
     */
    public record UpTo(ColumnPath column, List<String> value) implements Serializable {

        public UpTo {
            value = List.copyOf(value);
        }
    }
}

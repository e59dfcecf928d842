package weir.compaction;

import java.util.Comparator;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.TypeUtils;
import org.apache.spark.sql.types.DataType;

/** The values of a column from the least to the greatest, as Spark SQL orders them. For one thread. */
final class KeyRange {

    private final DataType type;
    private final Comparator<Object> order;
    private Object least;
    private Object greatest;

    /** No value. */
    KeyRange(DataType type) {
        this.type = type;
        this.order = TypeUtils.getInterpretedOrdering(type);
    }

    /**
     * Takes a value in.
     *
     * @param value as Catalyst has it, not null; it may change afterwards
     */
    void add(Object value) {
        if (isEmpty()) {
            least = InternalRow.copyValue(value);
            greatest = least;
        } else if (order.compare(value, least) < 0) {
            least = InternalRow.copyValue(value);
        } else if (order.compare(value, greatest) > 0) {
            greatest = InternalRow.copyValue(value);
        }
    }

    /** Takes the values of another range of the column in. */
    void add(KeyRange other) {
        if (!other.isEmpty()) {
            add(other.least);
            add(other.greatest);
        }
    }

    boolean isEmpty() {
        return least == null;
    }

    /** Whether the value of a column lies in the range, which is not empty. */
    Column contains(Column column) {
        return column.between(literal(least), literal(greatest));
    }

    private Column literal(Object value) {
        return new Column(Literal.create(value, type));
    }
}

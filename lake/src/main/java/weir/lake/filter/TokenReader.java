package weir.lake.filter;

import java.util.List;
import java.util.function.LongConsumer;

import org.apache.spark.sql.catalyst.InternalRow;

import weir.lake.schema.ColumnPath;
import weir.lake.schema.ColumnValues;
import weir.lake.schema.Schema;

/** Finds the hashes of the values of one column in rows that were read from lines. Immutable; safe for threads. */
public final class TokenReader {

    private final ColumnValues values;

    /**
     * A reader of the values at the end of a path.
     *
     * @param path one of {@link Schema#exactPaths()}
     * @param columns the columns of the rows, in their order
     */
    public TokenReader(Schema schema, ColumnPath path, List<String> columns) {
        this.values = new ColumnValues(schema, path, columns);
    }

    /**
     * Gives the hash of each value of a row.
     *
     * @param row may be null: a line that is no JSON object has no values
     * @param hashes takes them in no order, equal ones too
     */
    public void read(InternalRow row, LongConsumer hashes) {
        values.of(row, value -> hashes.accept(Token.hash(value)));
    }
}

package weir.console.sql;

import java.io.PrintWriter;
import java.util.Iterator;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A form in which rows are printed. */
interface RowOutput {

    /** How many rows of a result it looks at, at most. */
    default long atMost() {
        return Long.MAX_VALUE;
    }

    /**
     * Prints a result.
     *
     * @param type its columns
     * @param rows its rows, or {@link #atMost} of them
     */
    void print(StructType type, Iterator<Row> rows, PrintWriter out);
}

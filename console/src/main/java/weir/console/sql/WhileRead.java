package weir.console.sql;

import java.io.PrintWriter;
import java.util.Iterator;

import org.apache.spark.sql.Row;

/** Rows, as long as somebody reads what is printed of them: behind {@code | head} nobody needs the others. */
final class WhileRead implements Iterator<Row> {

    private static final int ROWS_BETWEEN_LOOKS = 1024;

    private final Iterator<Row> rows;
    private final PrintWriter out;
    private long given;

    WhileRead(Iterator<Row> rows, PrintWriter out) {
        this.rows = rows;
        this.out = out;
    }

    @Override
    public boolean hasNext() {
        boolean look = given % ROWS_BETWEEN_LOOKS == ROWS_BETWEEN_LOOKS - 1;
        return !(look && out.checkError()) && rows.hasNext();
    }

    @Override
    public Row next() {
        given++;
        return rows.next();
    }
}

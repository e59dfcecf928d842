package weir.replay.export;

import java.util.Iterator;
import java.util.List;

/** Rows that are counted as they are taken. */
final class CountedRows implements Iterator<List<Object>> {
    private final Iterator<List<Object>> rows;
    private long count;

    CountedRows(Iterator<List<Object>> rows) {
        this.rows = rows;
    }

    /** How many were taken. */
    long count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public List<Object> next() {
        count++;
        return rows.next();
    }
}

package weir.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

import weir.lake.deletion.Deletions;

/**
 * When the records happened that some deletions take back, or members of them.
 *
 * @param eventTime the column that says it
 */
record DeletedTimes(Deletions deletions, String eventTime) implements Serializable {

    /** The times among some rows, in microseconds since 1970, each once; rows without a time are left out. */
    List<Long> among(Dataset<Row> rows) {
        List<String> columns = new ArrayList<>(deletions.columns());
        if (!columns.contains(eventTime)) {
            columns.add(eventTime);
        }
        Column[] selected =
                columns.stream().map(name -> functions.col("`" + name + "`")).toArray(Column[]::new);
        return rows.select(selected)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> found(part, columns))
                .distinct()
                .collect();
    }

    private Iterator<Long> found(Iterator<InternalRow> part, List<String> columns) {
        Deletions.Lookup lookup = deletions.lookup(columns);
        int time = columns.indexOf(eventTime);
        List<Long> found = new ArrayList<>();
        while (part.hasNext()) {
            InternalRow row = part.next();
            if (!row.isNullAt(time) && !lookup.of(row).isEmpty()) {
                found.add(row.getLong(time));
            }
        }
        return found.iterator();
    }
}

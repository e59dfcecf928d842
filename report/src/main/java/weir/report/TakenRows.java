package weir.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

import weir.lake.deletion.Deletions;

/** Finds the rows that deletions take, or clear members of, with a look at the columns only that say so. Immutable. */
public final class TakenRows implements Serializable {

    private final Deletions deletions;
    private final List<String> columns;

    /**
     * Those of some deletions.
     *
     * @param shown other columns that whoever finds a row looks at
     */
    public TakenRows(Deletions deletions, String... shown) {
        this.deletions = deletions;
        this.columns = Stream.concat(deletions.columns().stream(), Stream.of(shown))
                .distinct()
                .toList();
    }

    /** The columns of a row that was found. */
    public List<String> columns() {
        return columns;
    }

    /** Where a column stands in a row that was found. */
    public int at(String column) {
        return columns.indexOf(column);
    }

    /**
     * What is to be known of a row.
     *
     * @param <T> what it is
     */
    @FunctionalInterface
    public interface Finding<T> extends Serializable {
        /** What one deletion's effect on a row is; null to leave it out. The row is another one afterwards. */
        T of(InternalRow row, Deletions.Effect effect);
    }

    /** The findings among some rows, one for each effect on a row. Nothing is read yet. */
    public <T> JavaRDD<T> among(Dataset<Row> rows, Finding<T> finding) {
        Column[] selected =
                columns.stream().map(name -> functions.col("`" + name + "`")).toArray(Column[]::new);
        return rows.select(selected)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> found(part, finding))
                .filter(Objects::nonNull);
    }

    private <T> Iterator<T> found(Iterator<InternalRow> rows, Finding<T> finding) {
        Deletions.Lookup lookup = deletions.lookup(columns);
        List<T> found = new ArrayList<>();
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            lookup.of(row).forEach(effect -> found.add(finding.of(row, effect)));
        }
        return found.iterator();
    }
}

package weir.compaction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.schema.Schema;
import weir.lake.source.LineColumn;
import weir.report.TakenRows;

/**
 * Shows rows of a stream's table as they will be when deletions have been carried out that wait for compaction.
 *
 * @param spec the stream
 * @param deletions those that may concern the rows
 */
record PendingDeletions(StreamSpec spec, Deletions deletions) {

    /** The rows without what the deletions take; reads the columns that they are about at once, if there are any. */
    Dataset<Row> applied(Dataset<Row> rows) {
        if (deletions.isEmpty()) {
            return rows;
        }
        Map<List<String>, RowPositions> byMembers = new HashMap<>();
        TakenRows found = new TakenRows(deletions, LineColumn.MICROBATCH.column(), LineColumn.LINE.column());
        int microbatch = found.at(LineColumn.MICROBATCH.column());
        int line = found.at(LineColumn.LINE.column());
        List<Taken> all = found.among(
                        rows,
                        (row, effect) -> new Taken(
                                row.getUTF8String(microbatch).toString(),
                                row.getLong(line),
                                List.copyOf(effect.clear())))
                .collect();
        for (Taken taken : all) {
            byMembers
                    .computeIfAbsent(taken.clear(), unused -> new RowPositions())
                    .add(taken.microbatch(), taken.line());
        }
        Dataset<Row> left = rows;
        for (Map.Entry<List<String>, RowPositions> some : byMembers.entrySet()) {
            Column concerned = some.getValue().contain(rows.sparkSession());
            left = some.getKey().isEmpty()
                    ? left.where(functions.not(concerned))
                    : cleared(spec.schema(), left, some.getKey(), concerned);
        }
        return left;
    }

    /** Rows some of which lose members. */
    static Dataset<Row> cleared(Schema schema, Dataset<Row> rows, List<String> members, Column concerned) {
        Dataset<Row> left = rows;
        for (String column : StreamTable.columnsFrom(schema, members)) {
            Column value = functions.col("`" + column + "`");
            left = left.withColumn(
                    column, functions.when(concerned, functions.lit(null)).otherwise(value));
        }
        return left;
    }

    /**
     * A row that a deletion takes, or clears members of.
     *
     * @param clear the members that go; the whole row if empty
     */
    private record Taken(String microbatch, long line, List<String> clear) implements Serializable {}
}

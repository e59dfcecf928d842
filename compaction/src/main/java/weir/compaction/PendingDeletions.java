package weir.compaction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.schema.Schema;
import weir.lake.source.LineColumn;

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
        for (Taken taken : find(rows)) {
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

    /** Rows some of which lose members. What did not fit a column may have stood in one of the members, so it goes too. */
    static Dataset<Row> cleared(Schema schema, Dataset<Row> rows, List<String> members, Column concerned) {
        List<String> columns = new ArrayList<>(schema.columnsFrom(members));
        columns.add(LineColumn.RESCUED.column());
        Dataset<Row> left = rows;
        for (String column : columns) {
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

    private List<Taken> find(Dataset<Row> rows) {
        List<String> columns = Stream.concat(
                        deletions.columns().stream(),
                        Stream.of(LineColumn.MICROBATCH.column(), LineColumn.LINE.column()))
                .toList();
        Column[] selected =
                columns.stream().map(name -> functions.col("`" + name + "`")).toArray(Column[]::new);
        Deletions wanted = deletions;
        return rows.select(selected)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> taken(part, wanted.lookup(columns), columns.size()))
                .collect();
    }

    /** @param columns how many they are; microbatch and line are the last */
    private static Iterator<Taken> taken(Iterator<InternalRow> rows, Deletions.Lookup lookup, int columns) {
        List<Taken> taken = new ArrayList<>();
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            for (Deletions.Effect effect : lookup.of(row)) {
                String microbatch = row.getUTF8String(columns - 2).toString();
                taken.add(new Taken(microbatch, row.getLong(columns - 1), List.copyOf(effect.clear())));
            }
        }
        return taken.iterator();
    }
}

package weir.compaction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.schema.Schema;
import weir.lake.source.LineColumn;
import weir.report.TakenRows;

/**
 * Shows rows of a stream's table as they will be when deletions have been carried out that wait for compaction.
 *
 * @param files the lake, for lines that are read again
 * @param spec the stream
 * @param deletions those that may concern the rows
 */
record PendingDeletions(LakeFiles files, StreamSpec spec, Deletions deletions) {

    /** The rows without what the deletions take; reads what it has to know for that at once, if there are any. */
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
                    : withRemaining(
                            cleared(spec.schema(), left, some.getKey(), concerned), some.getKey(), some.getValue());
        }
        return left;
    }

    private Dataset<Row> withRemaining(Dataset<Row> rows, List<String> members, RowPositions concerned) {
        List<String> columns = spec.schema().columnsPartlyFrom(members);
        if (columns.isEmpty()) {
            return rows;
        }
        SparkSession spark = rows.sparkSession();
        Dataset<Row> remaining = RemainingValues.of(spark, files, spec, concerned, columns);
        List<String> line = List.of(LineColumn.MICROBATCH.column(), LineColumn.LINE.column());
        Dataset<Row> left =
                rows.join(remaining, JavaConverters.asScalaBuffer(line).toSeq(), "left");
        Column isConcerned = concerned.contain(spark);
        for (String column : columns) {
            Column value = functions.col("`" + column + "`");
            left = left.withColumn(
                    column,
                    functions
                            .when(isConcerned, functions.col(RemainingValues.valueOf(column)))
                            .otherwise(value));
        }
        return left.select(Stream.of(rows.columns())
                .map(name -> functions.col("`" + name + "`"))
                .toArray(Column[]::new));
    }

    /** Rows some of which lose members, so that columns have no value any more. */
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

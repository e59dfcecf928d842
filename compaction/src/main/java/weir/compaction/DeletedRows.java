package weir.compaction;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.DeletedRow;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;

/**
 * The rows of a stream's table that deletions have taken, or are about to take: to who counts rows they are the same, whether
 * the table has lost them yet or not.
 */
final class DeletedRows {

    private final Map<String, BitSet> lines;

    private DeletedRows(Map<String, BitSet> lines) {
        this.lines = lines;
    }

    /** Those that are written down. */
    static DeletedRows of(LakeFiles files, String stream) throws IOException {
        DeletionFiles log = new DeletionFiles(files, stream);
        Map<String, BitSet> lines = new HashMap<>();
        for (long plan : log.plans(Kind.ROWS)) {
            for (DeletedRow row : log.rows(plan)) {
                if (!row.cleared()) {
                    lines.computeIfAbsent(new Microbatch(stream, row.batchMillis()).name(), unused -> new BitSet())
                            .set(Math.toIntExact(row.line()));
                }
            }
        }
        return new DeletedRows(lines);
    }

    /** How many there are of each microbatch that has any. */
    Map<String, Long> count() {
        Map<String, Long> counts = new HashMap<>();
        lines.forEach((microbatch, deleted) -> counts.put(microbatch, (long) deleted.cardinality()));
        return counts;
    }

    /** The rows of the stream's table that are not among them. */
    Dataset<Row> without(Dataset<Row> rows) {
        if (lines.isEmpty()) {
            return rows;
        }
        Broadcast<Map<String, BitSet>> known =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()).broadcast(lines);
        UDF2<String, Long, Boolean> stays = (microbatch, line) -> {
            BitSet found = known.value().get(microbatch);
            return found == null || !found.get(Math.toIntExact(line));
        };
        return rows.where(functions
                .udf(stays, DataTypes.BooleanType)
                .apply(functions.col(LineColumn.MICROBATCH.column()), functions.col(LineColumn.LINE.column())));
    }
}

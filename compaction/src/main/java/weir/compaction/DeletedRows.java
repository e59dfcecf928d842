package weir.compaction;

import java.io.IOException;
import java.util.Map;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.DeletedRow;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;

/**
 * The rows of a stream's table that deletions have taken, or are about to take: to who counts rows they are the same, whether
 * the table has lost them yet or not.
 */
final class DeletedRows {

    private final RowPositions positions;

    private DeletedRows(RowPositions positions) {
        this.positions = positions;
    }

    /** Those that are written down. */
    static DeletedRows of(LakeFiles files, String stream) throws IOException {
        DeletionFiles log = new DeletionFiles(files, stream);
        RowPositions positions = new RowPositions();
        for (long plan : log.plans(Kind.ROWS)) {
            for (DeletedRow row : log.rows(plan)) {
                if (!row.cleared()) {
                    positions.add(new Microbatch(stream, row.batchMillis()).name(), row.line());
                }
            }
        }
        return new DeletedRows(positions);
    }

    /** How many there are of each microbatch that has any. */
    Map<String, Long> count() {
        return positions.count();
    }

    /** The rows of the stream's table that are not among them. */
    Dataset<Row> without(Dataset<Row> rows) {
        return positions.isEmpty() ? rows : rows.where(functions.not(positions.contain(rows.sparkSession())));
    }
}

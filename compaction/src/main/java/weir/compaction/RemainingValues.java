package weir.compaction;

import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;
import weir.lake.source.SourceOptions;

/**
 * What is left to rows of a stream's table in columns that take their value from several members of a line, some of which
 * deletions clear. The row does not say which member its value came from, so the line is read again, as replays read it.
 */
final class RemainingValues {

    /** The column with the values, a struct; no column of a stream begins so. */
    static final String COLUMN = "_remaining";

    private RemainingValues() {}

    /**
     * Reads the values at once.
     *
     * @param rows by their lines
     * @param columns of the stream
     * @return {@link LineColumn#MICROBATCH}, {@link LineColumn#LINE} and {@link #COLUMN}; nothing of a row whose line is not there
     *     any more
     */
    static Dataset<Row> of(
            SparkSession spark, LakeFiles files, StreamSpec spec, RowPositions rows, List<String> columns) {
        List<Microbatch> microbatches = rows.count().keySet().stream()
                .map(name -> Microbatch.named(name).orElseThrow())
                .toList();
        SourceOptions options =
                SourceOptions.of(files.uri(""), spec).of(microbatches).alsoWhereTheyCameBack();
        Dataset<Row> values = spark.read()
                .format(SourceOptions.FORMAT)
                .options(options.toMap())
                .load()
                .where(rows.contain(spark))
                .select(
                        functions.col(LineColumn.MICROBATCH.column()),
                        functions.col(LineColumn.LINE.column()),
                        functions
                                .struct(columns.stream()
                                        .map(name -> functions.col("`" + name + "`"))
                                        .toArray(Column[]::new))
                                .as(COLUMN));
        return spark.createDataFrame(values.collectAsList(), values.schema());
    }

    /** One of the values. */
    static String valueOf(String column) {
        return COLUMN + ".`" + column + "`";
    }
}

package weir.compaction;

import java.util.Collection;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;
import weir.lake.source.SourceOptions;

/**
 * The lines of some microbatches that the filter keeps, as rows of {@code format("weir")} and as they were captured: what
 * deletions take is for others to take.
 *
 * @param bytes how many bytes of lines are read at most; decides the number of tasks
 */
record KeptLines(SparkSession spark, LakeFiles files, StreamSpec spec, long bytes) {

    Dataset<Row> of(Collection<Microbatch> microbatches) {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(files.uri(""), spec)
                        .of(microbatches)
                        .keptOnly()
                        .withDeleted()
                        .inTasks(bytes, spark.sparkContext().defaultParallelism())
                        .toMap())
                .load();
    }
}

package weir.compaction;

import java.io.IOException;
import java.time.Clock;

import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.PromotionMark;
import weir.report.Difference;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;
import weir.report.TableShadow;

/** Computes the tables of streams anew as compaction makes them. */
public final class StreamTableRebuilds implements TableRebuilds {

    @Override
    public TableShadow compute(SparkSession spark, LakeFiles files, StreamSpec spec) throws IOException {
        try (LakeLock lock = new TableShadowStore(files, spec.name()).lock()) {
            return new TableRebuild(spark, files, spec.name()).compute(spec);
        }
    }

    @Override
    public long computedLines(SparkSession spark, LakeFiles files, StreamSpec spec) throws IOException {
        return new TableRebuild(spark, files, spec.name()).computedLines(spec);
    }

    @Override
    public Difference difference(SparkSession spark, LakeFiles files, String stream) throws IOException {
        return new TableRebuild(spark, files, stream).difference();
    }

    @Override
    public Promoted promote(SparkSession spark, LakeFiles files, String stream, Changes since) throws IOException {
        return new TablePromotion(spark, files, stream, Clock.systemUTC()).run(since);
    }

    @Override
    public void discard(LakeFiles files, String stream) throws IOException {
        TableShadowStore store = new TableShadowStore(files, stream);
        try (LakeLock lock = store.lock()) {
            new PromotionMark(files, stream).requireNone();
            if (store.begun().isEmpty() && !files.exists(Tables.ofStreamShadow(stream))) {
                store.require();
            }
            store.remove();
        }
    }
}

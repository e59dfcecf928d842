package weir.compaction;

import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.RelationProvider;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map;

import weir.lake.files.LakeFiles;
import weir.lake.source.SourceOptions;

/**
 * Makes {@code spark.read().format("weir-live")} known to Spark: the {@link LiveView} of a stream, looked at anew by each
 * query. The options are {@code lake}, {@code stream}, {@code schema}, {@code key}, {@code event-time} and {@code filter} of
 * {@code format("weir")}. The session needs Delta.
 */
public final class LiveSource implements RelationProvider, DataSourceRegister {

    /** The name to give to {@code spark.read().format(..)}. */
    public static final String FORMAT = "weir-live";

    @Override
    public String shortName() {
        return FORMAT;
    }

    @Override
    public BaseRelation createRelation(SQLContext context, Map<String, String> parameters) {
        SourceOptions options = SourceOptions.parse(JavaConverters.mapAsJavaMap(parameters));
        return new LiveRelation(
                context, new LiveView(LakeFiles.of(options.lake()), context.sparkSession(), options.spec()));
    }
}

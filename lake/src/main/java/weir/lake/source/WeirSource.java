package weir.lake.source;

import java.util.Map;

import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Makes {@code spark.read().format("weir")} known to Spark. Its options are those of {@link SourceOptions}. */
public final class WeirSource implements TableProvider, DataSourceRegister {

    @Override
    public String shortName() {
        return SourceOptions.FORMAT;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new WeirTable(SourceOptions.parse(options)).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new WeirTable(SourceOptions.parse(new CaseInsensitiveStringMap(properties)));
    }
}

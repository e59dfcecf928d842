package weir.lake.source;

import java.util.Set;

import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The history of one stream as a table: the columns of its schema, then those of {@link LineColumn}. */
final class WeirTable implements SupportsRead {

    private final SourceOptions options;

    WeirTable(SourceOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "weir " + options.spec().name();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface asks for it
    public StructType schema() {
        return LineColumn.behind(options.spec().schema().sparkType());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
        return new WeirScan.Builder(options, schema());
    }
}

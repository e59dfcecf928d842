package weir.compaction;

import java.time.Duration;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one Delta table tidy. A table that is not there yet is none to keep. */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private static final String LISTING_TASKS = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

    private static final String RETENTION_CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";

    private final SparkSession spark;
    private final String uri;

    Maintenance(SparkSession spark, String uri) {
        this.spark = spark;
        this.uri = uri;
    }

    /** Merges the table's small files into files of about this size. */
    void optimize(long targetFileBytes) {
        if (DeltaTable.isDeltaTable(spark, uri)) {
            spark.conf().set("spark.databricks.delta.optimize.maxFileSize", targetFileBytes);
            DeltaTable.forPath(spark, uri).optimize().executeCompaction();
            LOG.info("Optimized table={}", uri);
        }
    }

    /** As {@link #vacuum}, with a retention that Delta would refuse without being told that it is meant. */
    void removeOldVersions(Duration retention) {
        spark.conf().set(RETENTION_CHECK, false);
        try {
            vacuum(retention);
        } finally {
            spark.conf().unset(RETENTION_CHECK);
        }
    }

    /** Removes files that the table has left behind and that are older than the retention. */
    void vacuum(Duration retention) {
        if (DeltaTable.isDeltaTable(spark, uri)) {
            if (!spark.sparkContext().getConf().contains(LISTING_TASKS)) {
                // Spark's 10,000 tasks to list a few folders take longer than all the rest
                spark.conf().set(LISTING_TASKS, spark.sparkContext().defaultParallelism());
            }
            DeltaTable.forPath(spark, uri).vacuum(retention.toMinutes() / 60.0);
            LOG.info("Vacuumed table={} retention={}", uri, retention);
        }
    }
}

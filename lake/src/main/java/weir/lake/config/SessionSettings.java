package weir.lake.config;

import java.util.Map;
import java.util.TreeMap;

import weir.lake.delta.DurableLogStore;
import weir.lake.files.PlainLocalFileSystem;

/** What a Spark session of Weir is told: UTC, Delta, and nobody listens on the network unless the configuration says so. */
public final class SessionSettings {

    private SessionSettings() {}

    /** Spark's settings by their full names, those of the configuration in place of the defaults. */
    public static Map<String, Object> of(SparkConfig config) {
        String threads = String.valueOf(Runtime.getRuntime().availableProcessors());
        Map<String, Object> settings = new TreeMap<>();
        settings.put("spark.app.name", "weir");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        // Delta's own for local disks syncs nothing, and two processes can take the same version
        settings.put("spark.delta.logStore.file.impl", DurableLogStore.class.getName());
        settings.put("spark.hadoop." + PlainLocalFileSystem.SETTING, PlainLocalFileSystem.class.getName());
        // nothing is kept there, but Spark makes the folder, by default in the working directory
        settings.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/weir-spark-warehouse");
        settings.put("spark.sql.shuffle.partitions", threads);
        settings.put("spark.databricks.delta.snapshotPartitions", threads);
        // Spark's own default is for readers of long ago, and takes longer to write
        settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        // a task that writes a few days needs no sorting by day first
        settings.put("spark.sql.maxConcurrentOutputFileWriters", "2");
        settings.putAll(config.settings());
        settings.put("spark.master", config.master());
        return settings;
    }
}

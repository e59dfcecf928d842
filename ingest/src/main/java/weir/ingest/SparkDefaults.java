package weir.ingest;

import org.apache.spark.SparkConf;

import weir.lake.config.SparkConfig;
import weir.lake.files.PlainLocalFileSystem;

/** The settings of a Spark context for ingest; what the configuration says wins, where it may. */
final class SparkDefaults {

    private SparkDefaults() {}

    static SparkConf of(SparkConfig spark, int streams) {
        SparkConf conf = new SparkConf();
        spark.settings().forEach(conf::set);
        conf.setMaster(LocalMaster.atLeast(
                spark.master(), streams + 1, Runtime.getRuntime().availableProcessors()));
        conf.setIfMissing("spark.app.name", "weir ingest");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.hadoop." + PlainLocalFileSystem.SETTING, PlainLocalFileSystem.class.getName());
        // Batches are written one after the other: the order of lines depends on it.
        conf.set("spark.streaming.concurrentJobs", "1");
        // Spark's own hook would stop the context while it is being drained.
        conf.set("spark.streaming.stopGracefullyOnShutdown", "false");
        // With it Spark would read each batch of Kafka to count it, while the batches of all streams wait.
        conf.set("spark.streaming.kafka.allowNonConsecutiveOffsets", "false");
        return conf;
    }
}

package weir.ingest;

import java.time.Duration;

import org.apache.spark.SparkConf;

import weir.lake.config.SparkConfig;

/** The settings of a Spark context for ingest; what the configuration says wins, where it may. */
final class SparkDefaults {

    private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

    private SparkDefaults() {}

    static SparkConf of(SparkConfig spark, int streams, Duration batchInterval) {
        SparkConf conf = new SparkConf();
        spark.settings().forEach(conf::set);
        conf.setMaster(LocalMaster.atLeast(
                spark.master(), streams + 1, Runtime.getRuntime().availableProcessors()));
        conf.setIfMissing("spark.app.name", "weir ingest");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing(
                "spark.streaming.gracefulStopTimeout", drainLimit(batchInterval).toMillis() + "ms");
        // Batches are written one after the other: the order of lines depends on it.
        conf.set("spark.streaming.concurrentJobs", "1");
        // Spark's own hook would stop the context while it is being drained.
        conf.set("spark.streaming.stopGracefullyOnShutdown", "false");
        return conf;
    }

    /** How long it takes at most until what was received has become a last batch. */
    static Duration drainLimit(Duration batchInterval) {
        return batchInterval.plus(STOP_MARGIN);
    }
}

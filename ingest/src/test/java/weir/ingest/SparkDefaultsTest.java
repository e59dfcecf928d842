package weir.ingest;

import java.util.Map;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

import weir.lake.config.SparkConfig;

import static org.assertj.core.api.Assertions.assertThat;

class SparkDefaultsTest {

    @Test
    void staysOnTheLoopbackAddressAndShowsNoPages() {
        SparkConf conf = SparkDefaults.of(new SparkConfig("local[2]", Map.of()), 1);

        assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
        assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    }

    @Test
    void configurationWinsButForWhatOrderAndDrainingNeed() {
        Map<String, String> settings = Map.of(
                "spark.ui.enabled", "true",
                "spark.driver.host", "driver.example",
                "spark.streaming.concurrentJobs", "4",
                "spark.streaming.kafka.allowNonConsecutiveOffsets", "true",
                "spark.streaming.stopGracefullyOnShutdown", "true");
        SparkConf conf = SparkDefaults.of(new SparkConfig("local[2]", settings), 1);

        assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.driver.host")).isEqualTo("driver.example");
        assertThat(conf.get("spark.streaming.concurrentJobs")).isEqualTo("1");
        assertThat(conf.get("spark.streaming.kafka.allowNonConsecutiveOffsets")).isEqualTo("false");
        assertThat(conf.get("spark.streaming.stopGracefullyOnShutdown")).isEqualTo("false");
    }
}

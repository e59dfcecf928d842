package weir.ingest.kafka;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaFeedLimitTest {

    @Test
    void aBatchReadsWhatTheRateAllowsInItsTime() {
        assertThat(KafkaFeed.limit(1000, 0, Duration.ofSeconds(5))).isEqualTo(1000);
        assertThat(KafkaFeed.limit(1000, 100, Duration.ofSeconds(5))).isEqualTo(500);
        assertThat(KafkaFeed.limit(1000, 300, Duration.ofSeconds(5))).isEqualTo(1000);
        assertThat(KafkaFeed.limit(1000, 1, Duration.ofMillis(100))).isEqualTo(1);
        assertThat(KafkaFeed.limit(1000, Long.MAX_VALUE, Duration.ofDays(9))).isEqualTo(1000);
    }
}

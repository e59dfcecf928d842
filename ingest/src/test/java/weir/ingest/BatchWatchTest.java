package weir.ingest;

import java.time.Duration;
import java.time.Instant;

import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.scheduler.BatchInfo;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Map$;

import static org.assertj.core.api.Assertions.assertThat;

class BatchWatchTest {

    private final BatchWatch watch = new BatchWatch(Duration.ofSeconds(5), new Failures());

    @Test
    void batchThatTakesLongerThanTheIntervalIsAWarningWithNumbers() {
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            watch.committed(Instant.ofEpochSecond(100), 40);
            watch.committed(Instant.ofEpochSecond(100), 2);
            watch.onBatchCompleted(completed(107_000));

            assertThat(log.lines("WARN"))
                    .singleElement()
                    .asString()
                    .contains("batch=1970-01-01T00:01:40Z processingMillis=6000 waitedMillis=900 intervalMillis=5000"
                            + " messages=42");
        }
    }

    @Test
    void batchWithinTheIntervalIsNotMentioned() {
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            watch.onBatchCompleted(completed(105_999));

            assertThat(log.lines("WARN")).isEmpty();
        }
    }

    private static StreamingListenerBatchCompleted completed(long endMillis) {
        return new StreamingListenerBatchCompleted(new BatchInfo(
                new Time(100_000),
                Map$.MODULE$.empty(),
                100_100,
                Option.apply((Object) 101_000L),
                Option.apply((Object) endMillis),
                Map$.MODULE$.empty()));
    }
}

package weir.ingest.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.IngestService;
import weir.ingest.LogCapture;
import weir.lake.raw.Cause;
import weir.lake.raw.Gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What becomes of messages that are gone, and of a broker that is. */
@Tag("spark")
@Timeout(120)
class KafkaLossTest {

    private static KafkaCluster kafka;
    private static JavaSparkContext spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaCluster.start();
        spark = KafkaLake.spark();
    }

    @AfterAll
    static void stop() throws Exception {
        spark.stop();
        kafka.close();
    }

    @Test
    void offsetsThatExpireWhileIngestIsDownAreAGap() throws Exception {
        KafkaLake lake = lake("expired_down", 2);
        kafka.send("expired_down", 0, KafkaLake.values(0, 10));
        lake.capture(spark, 10);
        kafka.send("expired_down", 0, KafkaLake.values(10, 10));
        kafka.send("expired_down", 1, KafkaLake.values(100, 10));
        kafka.expire("expired_down", 0, 17);
        kafka.expire("expired_down", 1, 4);
        lake.capture(spark, 19);

        List<String> expected = concat(KafkaLake.values(0, 10), KafkaLake.values(17, 3));
        assertThat(lake.lines()).containsExactlyInAnyOrderElementsOf(concat(expected, KafkaLake.values(104, 6)));
        assertThat(lake.gaps())
                .extracting(Gap::cause, Gap::messages, Gap::detail)
                .containsExactly(
                        tuple(Cause.EXPIRED, 7L, "expired_down-0 has no offsets from 10 to 16 any more"),
                        tuple(Cause.EXPIRED, 4L, "expired_down-1 has no offsets from 0 to 3 any more"));
        assertThat(lake.gaps().get(0).from())
                .isEqualTo(lake.manifests().get(0).microbatch().time());
    }

    @Test
    void offsetsThatExpireWhileIngestLagsAreAGapOnce() throws Exception {
        KafkaLake lake = lake("expired_running", 1).with(1);
        kafka.send("expired_running", 0, KafkaLake.values(0, 200));
        try (IngestService service = lake.start(spark)) {
            lake.awaitLines(2);
            kafka.expire("expired_running", 0, 195);
            KafkaLake.await(() -> lake.lines().contains(KafkaLake.values(199, 1).get(0)));
        }

        Gap gap = lake.gaps().get(0);
        int before = lake.lines().size() - 5;
        assertThat(lake.gaps()).hasSize(1);
        assertThat(gap.messages()).isEqualTo(195 - before);
        assertThat(gap.from()).isBeforeOrEqualTo(gap.until());
        assertThat(lake.lines())
                .containsExactlyElementsOf(concat(KafkaLake.values(0, before), KafkaLake.values(195, 5)));
    }

    @Test
    void aTopicThatWasMadeAnewIsAGapAndIsReadFromItsBeginning() throws Exception {
        KafkaLake lake = lake("anew", 1);
        kafka.send("anew", 0, KafkaLake.values(0, 10));
        lake.capture(spark, 10);
        kafka.delete("anew");
        kafka.create("anew", 1);
        kafka.send("anew", 0, KafkaLake.values(10, 30)); // more than the old one had
        lake.capture(spark, 40);

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 40));
        assertThat(lake.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.TRUNCATED);
            assertThat(gap.messages()).isEqualTo(Gap.UNKNOWN);
            assertThat(gap.detail()).isEqualTo("anew-0 was made anew; it was read up to offset 10");
        });
    }

    @Test
    void aTopicThatIsMadeAnewWhileIngestRunsIsReadOn() throws Exception {
        KafkaLake lake = lake("anew_running", 2);
        kafka.send("anew_running", 1, KafkaLake.values(0, 10));
        try (IngestService service = lake.start(spark)) {
            lake.awaitLines(10);
            kafka.delete("anew_running");
            kafka.create("anew_running", 1);
            kafka.send("anew_running", 0, KafkaLake.values(10, 3));
            lake.awaitLines(13);
        }

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 13));
        assertThat(lake.gaps()).hasSize(2).allSatisfy(gap -> assertThat(gap.cause())
                .isEqualTo(Cause.TRUNCATED));
    }

    @Test
    void aBrokerThatGoesAndComesIsWaitedForAndNothingIsLost() throws Exception {
        KafkaLake lake = lake("outage", 1);
        kafka.send("outage", 0, KafkaLake.values(0, 10));
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            IngestService service = lake.start(spark);
            lake.awaitLines(10);
            kafka.broker().kill();
            KafkaLake.await(() -> !log.lines("WARN Cannot ask Kafka at").isEmpty());
            kafka.broker().start();
            kafka.send("outage", 0, KafkaLake.values(10, 10));
            lake.awaitLines(20);
            kafka.broker().kill();
            service.stop();
            assertThat(log.lines("ERROR")).isEmpty();

            IngestService patient = lake.start(spark); // with nobody there
            kafka.broker().start();
            kafka.send("outage", 0, KafkaLake.values(20, 10));
            lake.awaitLines(30);
            patient.stop();
        }

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 30));
        assertThat(lake.gaps()).isEmpty();
    }

    private KafkaLake lake(String topic, int partitions) throws Exception {
        kafka.create(topic, partitions);
        return KafkaLake.of(folder, kafka.broker().servers(), topic);
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}

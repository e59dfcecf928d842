package weir.ingest.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.IngestService;
import weir.ingest.LogCapture;
import weir.lake.config.KafkaStart;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@Timeout(120)
class KafkaFeedTest {

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
    void everyMessageArrivesOnceByteForByteInTheOrderOfItsPartition() throws Exception {
        KafkaLake lake = lake("exact", 3);
        List<String> first = new ArrayList<>(KafkaLake.values(0, 500));
        first.set(7, "{ \"id\":7 , \"text\":\"\\u00e9 \u00e9 \\/ \ud83d\ude00\", \"n\": 1.50e3 }");
        kafka.send("exact", 0, first);
        kafka.send("exact", 2, KafkaLake.values(1000, 20));
        try (IngestService service = lake.start(spark)) {
            lake.awaitLines(520);
            kafka.send("exact", 0, KafkaLake.values(500, 100));
            lake.awaitLines(620);
        }

        List<String> expected = new ArrayList<>(first);
        expected.addAll(KafkaLake.values(500, 100));
        assertThat(inPartition(lake, 0)).containsExactlyElementsOf(utf8(expected));
        assertThat(inPartition(lake, 1)).isEmpty();
        assertThat(inPartition(lake, 2)).containsExactlyElementsOf(KafkaLake.values(1000, 20));
        assertThat(lake.manifests()).allSatisfy(manifest -> {
            assertThat(lake.position(manifest).ranges().keySet()).containsExactly("exact-0", "exact-1", "exact-2");
            assertThat(lake.position(manifest).topics()).containsOnlyKeys("exact");
            assertThat(manifest.counts().kept()).isEqualTo(manifest.counts().received());
            assertThat(manifest.lastEvent()).isPresent();
        });
        assertThat(lake.gaps()).isEmpty();
    }

    @Test
    void aRestartGoesOnFromTheManifest() throws Exception {
        KafkaLake lake = lake("restart", 2);
        kafka.send("restart", 0, KafkaLake.values(0, 30));
        lake.capture(spark, 30);
        kafka.send("restart", 0, KafkaLake.values(30, 30));
        kafka.send("restart", 1, KafkaLake.values(60, 5));
        lake.capture(spark, 65);

        assertThat(lake.lines()).containsExactlyInAnyOrderElementsOf(KafkaLake.values(0, 65));
        assertThat(lake.gaps()).isEmpty();
    }

    @Test
    void whatAKilledProcessHasWrittenAndNotCommittedIsReadAgain() throws Exception {
        KafkaLake lake = lake("killed", 1).with(10);
        kafka.send("killed", 0, KafkaLake.values(0, 35));
        lake.capture(spark, 35);
        List<Microbatch> committed = lake.zone().committed();
        assertThat(committed.size()).isGreaterThanOrEqualTo(4);
        Microbatch last = committed.get(committed.size() - 1);
        Files.delete(folder.resolve(last.path(Microbatch.MANIFEST))); // as if killed before it was written

        lake.capture(spark, 35);

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 35));
        assertThat(lake.zone().uncommitted()).isEmpty();
    }

    @Test
    void aBatchThatTheLakeRefusesIsInALaterOne() throws Exception {
        KafkaLake lake = lake("refused", 1);
        kafka.send("refused", 0, KafkaLake.values(0, 10));
        try (LogCapture log = LogCapture.of("weir.ingest");
                IngestService service = lake.start(spark)) {
            lake.awaitLines(10);
            Path raw = folder.resolve(Microbatch.streamFolder(KafkaLake.STREAM));
            Path aside = folder.resolve("aside");
            Files.move(raw, aside);
            Files.writeString(raw, "in the way");
            kafka.send("refused", 0, KafkaLake.values(10, 10));
            KafkaLake.await(() -> log.lines("ERROR").size() >= 2);
            assertThat(log.lines("ERROR")).allSatisfy(line -> assertThat(line)
                    .contains("Cannot commit the batch of", "Nothing is lost: it is tried again with the next batch"));
            Files.delete(raw);
            Files.move(aside, raw);
            lake.awaitLines(20);
        }

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 20));
    }

    @Test
    void partitionsThatAreAddedAreReadFromTheirBeginning() throws Exception {
        KafkaLake lake = lake("growing", 1).with(KafkaStart.LATEST);
        kafka.send("growing", 0, KafkaLake.values(0, 5));
        try (IngestService service = lake.start(spark)) {
            kafka.send("growing", 0, KafkaLake.values(5, 5));
            lake.awaitLines(5);
            kafka.grow("growing", 3);
            kafka.send("growing", 2, KafkaLake.values(10, 5));
            lake.awaitLines(10);
        }

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(5, 10));
        assertThat(lake.position(newest(lake)).ranges()).containsOnlyKeys("growing-0", "growing-1", "growing-2");
    }

    @Test
    void startLatestIsWrittenDownBeforeTheFirstMessage() throws Exception {
        KafkaLake lake = lake("latest", 1).with(KafkaStart.LATEST);
        kafka.send("latest", 0, KafkaLake.values(0, 5));
        lake.start(spark).stop();
        assertThat(lake.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.counts().received()).isZero();
            assertThat(lake.position(manifest).ranges()).isEqualTo(Map.of("latest-0", new Position.Range(5, 5)));
        });

        kafka.send("latest", 0, KafkaLake.values(5, 5)); // nobody listens
        lake.capture(spark, 5);

        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(5, 5));
    }

    @Test
    void aBacklogComesInMicrobatchesOfBoundedSize() throws Exception {
        KafkaLake lake = lake("backlog", 2).with(40);
        kafka.send("backlog", 0, KafkaLake.values(0, 150));
        kafka.send("backlog", 1, KafkaLake.values(150, 10));
        lake.capture(spark, 160);

        assertThat(lake.manifests())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(manifest -> assertThat(manifest.counts().received()).isLessThanOrEqualTo(40));
        assertThat(lake.lines()).containsExactlyInAnyOrderElementsOf(KafkaLake.values(0, 160));
    }

    @Test
    void stoppingInTheMiddleOfABacklogLosesAndDoublesNothing() throws Exception {
        KafkaLake lake = lake("stops", 2).with(50);
        kafka.send("stops", 0, KafkaLake.values(0, 400));
        kafka.send("stops", 1, KafkaLake.values(400, 400));
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            for (int stops = 1; stops <= 5; stops++) {
                lake.capture(spark, stops * 60);
            }
            assertThat(log.lines("ERROR")).isEmpty();
            assertThat(lake.received()).isLessThan(800);
        }
        lake.capture(spark, 800);

        assertThat(inPartition(lake, 0)).containsExactlyElementsOf(KafkaLake.values(0, 400));
        assertThat(inPartition(lake, 1)).containsExactlyElementsOf(KafkaLake.values(400, 400));
    }

    @Test
    void onlyCommittedTransactionsAreRead() throws Exception {
        KafkaLake lake = lake("transactions", 1);
        try (Producer<byte[], byte[]> producer = kafka.transactional("t");
                IngestService service = lake.start(spark)) {
            transaction(producer, 0, true);
            lake.awaitLines(10);
            transaction(producer, 10, false);
            transaction(producer, 20, true);
            lake.awaitLines(20);
            transaction(producer, 30, false);
            kafka.send("transactions", 0, KafkaLake.values(40, 1));
            lake.awaitLines(21);
        }

        List<String> expected = new ArrayList<>(KafkaLake.values(0, 10));
        expected.addAll(KafkaLake.values(20, 10));
        expected.addAll(KafkaLake.values(40, 1));
        assertThat(lake.lines()).containsExactlyElementsOf(expected);
        assertThat(lake.position(newest(lake)).ranges().get("transactions-0").until())
                .isEqualTo(45); // 41 messages and the ends of 4 transactions
        assertThat(lake.gaps()).isEmpty();
    }

    /** Why {@link RangeReader} does not leave the reading to Spark. */
    @Test
    void sparksOwnReaderFailsOnTheEndOfATransaction() throws Exception {
        kafka.create("transactions_spark", 1);
        try (Producer<byte[], byte[]> producer = kafka.transactional("s")) {
            producer.beginTransaction();
            KafkaCluster.send(producer, "transactions_spark", 0, KafkaLake.values(0, 1));
            producer.commitTransaction();
        }
        OffsetRange[] ranges = {OffsetRange.create("transactions_spark", 0, 0, 2)};
        JavaRDD<ConsumerRecord<byte[], byte[]>> rdd = KafkaUtils.createRDD(
                spark,
                new ClientSettings(kafka.broker().servers(), Map.of("group.id", "spark")).consumer(),
                ranges,
                LocationStrategies.PreferConsistent());

        assertThatThrownBy(() -> rdd.map(ConsumerRecord::offset).collect()).hasMessageContaining("after polling for");
    }

    @Test
    void everyMessageIsOneLineWhateverIsInIt() throws Exception {
        KafkaLake lake = lake("odd", 1);
        byte[] noUtf8 = {'{', (byte) 0xFF, 0, '}'};
        try (LogCapture log = LogCapture.of("weir.ingest")) {
            for (byte[] value : List.of("{\r\n \"id\": 1\n}".getBytes(UTF_8), new byte[0], noUtf8)) {
                kafka.send(new ProducerRecord<>("odd", 0, null, value));
            }
            kafka.send(new ProducerRecord<>("odd", 0, "key".getBytes(UTF_8), null));
            lake.capture(spark, 4);

            assertThat(log.lines("INFO Messages that are not byte for byte"))
                    .singleElement()
                    .asString()
                    .endsWith("stream=events lineFeedsMadeSpaces=2 withoutValue=1");
        }
        assertThat(lake.lines()).containsExactly("{   \"id\": 1 }", "", new String(noUtf8, ISO_8859_1), "");
        assertThat(newest(lake).counts().control()).isEqualTo(Map.of(LineReader.KEEP_ALIVE, 2L));
        assertThat(newest(lake).counts().malformed()).isEqualTo(1);
    }

    @Test
    void keyHeadersAndTimestampAreThereForTheSchema() throws Exception {
        KafkaLake lake = lake("records", 1)
                .withRecords(
                        """
                        format = 1
                        columns = [
                          { name = id, type = bigint, from = [value.id] }
                          { name = created_at, type = timestamp, from = [timestamp], format = epoch-millis }
                          { name = key, type = string }
                          { name = tenant, type = string, from = [headers.tenant] }
                        ]
                        """);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                "records",
                0,
                1795341985000L,
                "k\"é".getBytes(UTF_8),
                "{ \"id\":\n5}".getBytes(UTF_8),
                List.of(new RecordHeader("tenant", "acme".getBytes(UTF_8))));
        kafka.send(message);
        lake.capture(spark, 1);

        String line = lake.lines().get(0);
        assertThat(line)
                .isEqualTo(new String(
                        ("{\"topic\":\"records\",\"partition\":0,\"offset\":0,\"timestamp\":1795341985000,"
                                        + "\"key\":\"k\\\"é\",\"headers\":{\"tenant\":\"acme\"},\"value\":{ \"id\": 5}}")
                                .getBytes(UTF_8),
                        ISO_8859_1));
        LineReader reader = LineReader.of(lake.spec(), List.of("key", "tenant", "id"));
        byte[] bytes = line.getBytes(ISO_8859_1);
        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(Verdict.KEPT);
        InternalRow row = reader.row();
        assertThat(row.getUTF8String(0)).hasToString("k\"é");
        assertThat(row.getUTF8String(1)).hasToString("acme");
        assertThat(row.getLong(2)).isEqualTo(5);
        assertThat(reader.eventTime()).hasValue(1795341985000000L);
    }

    private KafkaLake lake(String topic, int partitions) throws Exception {
        kafka.create(topic, partitions);
        return KafkaLake.of(folder, kafka.broker().servers(), topic);
    }

    private static void transaction(Producer<byte[], byte[]> producer, int from, boolean commit) throws Exception {
        producer.beginTransaction();
        KafkaCluster.send(producer, "transactions", 0, KafkaLake.values(from, 10));
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static List<String> inPartition(KafkaLake lake, int partition) {
        return lake.manifests().stream()
                .flatMap(manifest -> manifest.parts().stream()
                        .filter(part -> part.name().equals(Microbatch.partName(partition)))
                        .flatMap(part -> lake.lines(manifest, part).stream()))
                .toList();
    }

    private static Manifest newest(KafkaLake lake) {
        List<Manifest> manifests = lake.manifests();
        return manifests.get(manifests.size() - 1);
    }

    private static List<String> utf8(List<String> texts) {
        return texts.stream()
                .map(text -> new String(text.getBytes(UTF_8), ISO_8859_1))
                .toList();
    }
}

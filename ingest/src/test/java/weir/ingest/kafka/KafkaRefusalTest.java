package weir.ingest.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.IngestService;
import weir.ingest.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a person has to correct. */
@Tag("spark")
@Timeout(120)
class KafkaRefusalTest {

    private static KafkaCluster kafka;
    private static JavaSparkContext spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaCluster.start();
        kafka.create("secured", 1);
        kafka.send("secured", 0, KafkaLake.values(0, 5));
        spark = KafkaLake.spark();
    }

    @AfterAll
    static void stop() throws Exception {
        spark.stop();
        kafka.close();
    }

    @Test
    void propertiesOfTheFileReachEveryClientAndNoLog() throws Exception {
        KafkaLake lake = secured(KafkaBroker.PASSWORD);
        try (LogCapture weir = LogCapture.of("weir");
                LogCapture clients = LogCapture.of("org.apache")) {
            lake.capture(spark, 5);

            assertThat(weir.lines("")).noneMatch(line -> line.contains("password"));
            assertThat(clients.lines("")).noneMatch(line -> line.contains(KafkaBroker.PASSWORD + "\""));
        }
        assertThat(lake.lines()).containsExactlyElementsOf(KafkaLake.values(0, 5));
        try (var files = Files.walk(lake.root())) {
            assertThat(files.filter(Files::isRegularFile)).noneMatch(KafkaRefusalTest::holdsThePassword);
        }
    }

    @Test
    void aWrongPasswordEndsTheStart() throws Exception {
        KafkaLake lake = secured("wrong_password");

        assertThatThrownBy(() -> lake.start(spark))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot ask Kafka at %s for the topic secured: Authentication failed: Invalid username or"
                                .formatted(kafka.broker().serversWithPassword())
                        + " password; correct what properties or properties-file of the source say of"
                        + " security.protocol, sasl and ssl");
    }

    @Test
    void anUnknownTopicEndsTheStart() {
        KafkaLake lake = KafkaLake.of(folder, kafka.broker().servers(), "unknown");

        assertThatThrownBy(() -> lake.start(spark))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Cannot ask Kafka at %s for the topic unknown: This server does not host this topic-partition."
                                        .formatted(kafka.broker().servers())
                                + "; create the topic, or correct topics of the source");
    }

    @Test
    void anUnknownTopicOfABrokerThatAnswersLaterEndsTheService() throws Exception {
        KafkaLake lake = KafkaLake.of(folder, kafka.broker().servers(), "unknown");
        kafka.broker().kill();
        try (IngestService service = lake.start(spark)) {
            kafka.broker().start();

            assertThatThrownBy(service::awaitTermination)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("create the topic, or correct topics of the source");
        }
    }

    private KafkaLake secured(String password) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.properties"),
                """
                security.protocol = SASL_PLAINTEXT
                sasl.mechanism = PLAIN
                sasl.jaas.config = org.apache.kafka.common.security.plain.PlainLoginModule required \
                username="%s" password="%s";
                """
                        .formatted(KafkaBroker.USER, password));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return KafkaLake.of(folder.resolve("lake"), kafka.broker().serversWithPassword(), "secured")
                .with(file);
    }

    private static boolean holdsThePassword(Path file) {
        try {
            return Files.readString(file).contains("password");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

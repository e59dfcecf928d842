package weir.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KafkaSourceConfigTest {
    @TempDir
    private Path folder;

    private ConfigFiles files;

    @BeforeEach
    void writeSchema() {
        files = new ConfigFiles(folder);
    }

    @Test
    void hasDefaults() {
        assertThat(source("bootstrap-servers = \"localhost:9092\", topics = events"))
                .isEqualTo(new KafkaSourceConfig(
                        List.of("localhost:9092"),
                        List.of("events"),
                        KafkaStart.EARLIEST,
                        KafkaLine.VALUE,
                        200_000,
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void mapsEveryKey() {
        assertThat(
                        source(
                                """
                        bootstrap-servers = ["a:1", "[::1]:65535,b.example:3"], topics = [posts, "a.b_c-d"], start = latest
                        line = record, max-batch-messages = 7, properties-file = kafka.properties
                        properties { "security.protocol" = SASL_SSL, fetch.min.bytes = 5 }
                        """))
                .isEqualTo(new KafkaSourceConfig(
                        List.of("a:1", "[::1]:65535", "b.example:3"),
                        List.of("posts", "a.b_c-d"),
                        KafkaStart.LATEST,
                        KafkaLine.RECORD,
                        7,
                        Map.of("security.protocol", "SASL_SSL", "fetch.min.bytes", "5"),
                        Optional.of(folder.resolve("kafka.properties"))));
    }

    @Test
    void shippedExampleNamesEveryKeyAndItsDefault() throws IOException {
        String shipped = Files.readString(ConfigFiles.SHIPPED);
        String example = shipped.lines()
                .dropWhile(line -> !line.startsWith("# streams.events"))
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(2).replace("schemas/events.conf", "posts.conf"))
                .collect(Collectors.joining("\n"));
        Map<String, String> values = files.load(
                        ConfigFiles.with(example + "\nstreams.events.source.properties-file = null"))
                .values();

        Map<String, String> defaults = files.load(
                        ConfigFiles.with(
                                """
                        streams.events {
                          source { type = kafka, bootstrap-servers = "localhost:9092", topics = [events] }
                          schema = posts.conf, key = [id], event-time = created_at
                        }
                        """))
                .values();

        assertThat(values).isEqualTo(defaults);
        defaults.keySet().stream()
                .filter(key -> key.startsWith("streams.events.source."))
                .forEach(key ->
                        assertThat(example).contains(" " + key.substring("streams.events.source.".length()) + " = "));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("topics = []", "must name at least one topic"),
                arguments("topics = [a, b, a]", "names a topic twice: a, b, a"),
                arguments(
                        "topics = \"a.*\"",
                        "a topic has 1 to 249 letters, digits, dots, _ and -, but one is \"a.*\"; patterns are not"
                                + " understood"),
                arguments("bootstrap-servers = \"\"", "must name at least one broker as host:port"),
                arguments("bootstrap-servers = localhost", "a broker is host:port, but one is \"localhost\""),
                arguments("bootstrap-servers = \"a:65536\"", "a broker is host:port, but one is \"a:65536\""),
                arguments(
                        "bootstrap-servers = \"me:hush@host:1\"",
                        "must not carry a user or a password before the host"),
                arguments("start = newest", "must be earliest or latest, but is \"newest\""),
                arguments("line = json", "must be value or record, but is \"json\""),
                arguments("max-batch-messages = 0", "must be at least 1, but is 0"),
                arguments("properties = 5", "must be an object of settings { \"some.name\" = value }"),
                arguments(
                        "properties = { \"enable.auto.commit\" = true }",
                        "\"enable.auto.commit\" is always false: offsets stand in the manifests and nowhere else"),
                arguments(
                        "properties = { \"bootstrap.servers\" = \"a:1\" }",
                        "\"bootstrap.servers\" has a key of its own: bootstrap-servers"),
                arguments("properties = { \"ssl.key.password\" = hush }", credential("ssl.key.password")),
                arguments(
                        "properties = { \"ssl.keystore.key\" = \"-----BEGIN PRIVATE KEY----- hush\" }",
                        credential("ssl.keystore.key")),
                arguments(
                        "properties = { \"sasl.jaas.config\" = \"PlainLoginModule required password='hush';\" }",
                        credential("sasl.jaas.config")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAValueWithoutPrintingACredential(String line, String reason) {
        String key = line.substring(0, line.indexOf(" ="));

        assertThatThrownBy(() -> source("bootstrap-servers = \"localhost:9092\", topics = events\n" + line))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot use the configuration:\n  1. %s:3: streams.posts.source.%s: %s"
                        .formatted(folder.resolve("weir.conf"), key, reason))
                .message()
                .doesNotContain("hush");
    }

    @Test
    void refusesEverythingAtOnce() {
        assertThatThrownBy(() -> source("bootstrap-server = \"localhost:9092\", start = now"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "source.bootstrap-servers: is missing, and it has no default",
                        "source.topics: is missing, and it has no default",
                        "source.start: must be earliest or latest, but is \"now\"",
                        "source.bootstrap-server: unknown key; did you mean"
                                + " \"streams.posts.source.bootstrap-servers\"?");
    }

    @Test
    void propertiesOfTheFileAreAddedAndNeverPrinted() throws IOException {
        Path file = files.write("kafka.properties", "sasl.jaas.config = a.Module required password\\=\"hush\";\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        WeirConfig config = load(withFile() + ", properties { \"security.protocol\" = SASL_SSL }");

        KafkaProperties properties =
                KafkaProperties.load((KafkaSourceConfig) config.stream("posts").source());

        assertThat(properties.values())
                .containsExactly(
                        Map.entry("sasl.jaas.config", "a.Module required password=\"hush\";"),
                        Map.entry("security.protocol", "SASL_SSL"));
        assertThat(properties).hasToString("KafkaProperties[sasl.jaas.config, security.protocol]");
        assertThat(config.effective()).contains("properties-file = " + file).doesNotContain("hush");
        assertThat(config.toString()).doesNotContain("hush");
    }

    @Test
    void refusesAFileThatOthersMayReadOrThatSetsWhatIsNotItsOwn() throws IOException {
        Path file = files.write("kafka.properties", "auto.offset.reset = latest\nclient.id = x\n");
        KafkaSourceConfig source = source(withFile() + ", properties { client.id = y }");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KafkaProperties.load(source))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Cannot use the properties file %s: others may read or change it (rw-r-----); run: chmod 600 %s"
                                .formatted(file, file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> KafkaProperties.load(source))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Cannot use the properties file:")
                .hasMessageContainingAll(
                        file + ": \"auto.offset.reset\" is not Kafka's to decide",
                        file + ": \"client.id\" stands in the configuration too");
        Files.delete(file);
        assertThatThrownBy(() -> KafkaProperties.load(source))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot read the properties file %s: there is no such file".formatted(file));
    }

    private static String withFile() {
        return "bootstrap-servers = \"localhost:9092\", topics = events, properties-file = kafka.properties";
    }

    private static String credential(String name) {
        return ("\"%s\" looks like a credential, which does not belong into the configuration: write it into a file with"
                        + " mode 600 and name that file with properties-file")
                .formatted(name);
    }

    private KafkaSourceConfig source(String keys) {
        return (KafkaSourceConfig) load(keys).stream("posts").source();
    }

    private WeirConfig load(String keys) {
        return files.load(ConfigFiles.with("streams.posts { source { type = kafka, " + keys
                + " }, schema = posts.conf, key = [id], event-time = created_at }"));
    }
}

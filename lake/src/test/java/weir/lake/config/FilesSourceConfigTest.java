package weir.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

class FilesSourceConfigTest {

    @TempDir
    private Path folder;

    private ConfigFiles files;

    @BeforeEach
    void writeSchema() {
        files = new ConfigFiles(folder);
    }

    @Test
    void hasDefaults() {
        assertThat(load("path = incoming").stream("posts").source())
                .isEqualTo(FilesSourceConfig.of(folder.resolve("incoming").toString()));
    }

    @Test
    void mapsEveryKey() {
        String keys =
                """
                path = "s3a://bucket/in/*.zst", recursive = true, settle = 0s, marker = .done, ignore = [.wip]
                batch { max-files = 7, max-size = 1MiB }, max-line = 1MiB, max-expansion { size = 1GiB, ratio = 10 }
                """;

        assertThat(load(keys).stream("posts").source())
                .isEqualTo(new FilesSourceConfig(
                        "s3a://bucket/in/*.zst",
                        true,
                        Duration.ZERO,
                        Optional.of(".done"),
                        List.of(".wip"),
                        7,
                        1 << 20,
                        1 << 20,
                        1 << 30,
                        10));
    }

    @Test
    void shippedExampleNamesEveryKeyAndItsDefault() throws IOException {
        String example = Files.readString(ConfigFiles.SHIPPED)
                .lines()
                .dropWhile(line -> !line.startsWith("# streams.archived"))
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(2).replace("schemas/events.conf", "posts.conf"))
                .collect(Collectors.joining("\n"));
        Map<String, String> values = files.load(ConfigFiles.with(example)).values();
        Map<String, String> defaults = files.load(
                        ConfigFiles.with(
                                """
                        streams.archived {
                          source { type = files, path = "../incoming" }
                          schema = posts.conf, key = [id], event-time = created_at
                        }
                        """))
                .values();

        assertThat(values).isEqualTo(defaults);
        defaults.keySet().stream()
                .filter(key -> key.startsWith("streams.archived.source."))
                .forEach(key ->
                        assertThat(example).contains(" " + key.substring("streams.archived.source.".length()) + " = "));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("path = \"s3a://key:word@bucket\"", "must not carry a user or a password before the host"),
                arguments("recursive = yes", "must be true or false, but is \"yes\""),
                arguments("settle = -1s", "must not be below 0, but is -1s"),
                arguments("ignore = [\"\"]", "\"\" is no ending of a file's name such as \".done\""),
                arguments("batch.max-files = 0", "must be at least 1, but is 0"),
                arguments("batch.max-size = 0B", "must be above 0, but is 0B"),
                arguments("max-line = 1GiB", "must be between 1B and 512MiB, but is 1GiB"),
                arguments("max-expansion.size = 0B", "must be above 0, but is 0B"),
                arguments("max-expansion.ratio = 0", "must be at least 1, but is 0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatCannotBe(String keys, String reason) {
        assertThatThrownBy(() -> load("path = incoming, " + keys))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesToReadWhatWeirWrites() throws IOException {
        Path lake = Files.createDirectories(folder.resolve("data/lake"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), lake);
        String root = "lake.root = \"" + lake + "\"\ningest.spool.root = \"" + folder.resolve("spool") + "\"\n";

        for (Path path :
                List.of(lake, lake.resolve("raw/posts"), link.resolve("in"), folder.resolve("spool/state/x"))) {
            assertThatThrownBy(() -> load(root, "path = \"" + path + "\""))
                    .hasMessageContaining("streams.posts.source")
                    .hasMessageContaining("is Weir's own");
        }
        assertThatThrownBy(() -> load(root, "path = \"" + lake + "/*/x\"")).hasMessageContaining("is Weir's own");
        assertThatThrownBy(() -> load(root, "recursive = true, path = data")).hasMessageContaining("would be read");
        assertThatThrownBy(() -> load(root, "recursive = true, path = spool")).hasMessageContaining("would be read");
        assertThat(load(root, "path = data").streams()).hasSize(1);
        assertThat(load(root, "recursive = true, path = \"data/lake-in\"").streams())
                .hasSize(1);
        assertThat(load(root, "recursive = true, path = \"data/in-*\"").streams())
                .hasSize(1);
        assertThat(load("lake.root = \"s3a://b/lake\"\n", "path = \"s3a://b/lakes\"")
                        .streams())
                .hasSize(1);
        assertThatThrownBy(() -> load("lake.root = \"s3a://b/lake\"\n", "recursive = true, path = \"s3a://b/\""))
                .hasMessageContaining("s3a://b/lake");
    }

    private WeirConfig load(String keys) {
        return load("", keys);
    }

    private WeirConfig load(String above, String keys) {
        return files.load(ConfigFiles.with(above + "streams.posts { source { type = files\n" + keys
                + "\n}, schema = posts.conf, key = [id], event-time = created_at }"));
    }
}

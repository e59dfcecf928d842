package weir.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution.Running;

import static org.assertj.core.api.Assertions.assertThat;

/** What is shipped. */
class DistributionIT {

    private static final Pattern OPENS = Pattern.compile("--add-opens=(\\S+)=ALL-UNNAMED");

    @TempDir
    private Path folder;

    @Test
    void showsTheWholeJob() {
        Running demo = new Distribution(folder).run("lake", "demo", "--tweets", "600");

        assertThat(demo.awaitEnd()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("First compaction", "Second compaction", "dsd_per_hour: tweets", "█", "It adds up.");
    }

    @Test
    void saysItsVersionAndItsUsage() {
        Distribution weir = new Distribution(folder);

        for (String command : List.of("ingest", "compaction", "replay", "lake")) {
            Running version = weir.run(command, "--version");
            assertThat(version.awaitEnd()).isZero();
            assertThat(version.out().strip()).endsWith(System.getProperty("weir.version"));
            Running help = weir.run(command, "--help");
            assertThat(help.awaitEnd()).isZero();
            assertThat(help.out()).startsWith("Usage: " + command).contains("--conf");
        }
    }

    @Test
    void answersInSqlAndSaysNothingElse() throws IOException {
        Distribution weir = new Distribution(folder);
        Path lines = Files.writeString(folder.resolve("lines.json"), "{\"id\":7,\"text\":\"#DSD\"}\n{\"id\":\n");
        String lake = "lake.root=" + folder.resolve("lake");
        assertThat(weir.run("lake", "import", "tweets", lines.toString(), "-D", lake)
                        .awaitEnd())
                .isZero();

        Running sql = weir.run("lake", "sql", "-D", lake, "--output", "csv", "-e", "SELECT id, text FROM tweets_live");

        assertThat(sql.awaitEnd()).isZero();
        assertThat(sql.out()).isEqualTo("id,text\r\n7,#DSD\r\n");
        assertThat(sql.err()).isEmpty();
    }

    @Test
    void opensToSparkWhatTheTestsOpen() throws IOException {
        Path home = new Distribution(folder).home();

        List<String> launched = opens(Files.readString(home.resolve("bin/launch")));
        List<String> tested = opens(Files.readString(Path.of("..", "pom.xml")));

        assertThat(launched).isNotEmpty().isEqualTo(tested);
    }

    @Test
    void namesTypesInTheReadmeThatExist() throws IOException {
        Path home = new Distribution(folder).home();
        String readme = Files.readString(home.resolve("README.md"));
        String table = readme.substring(readme.indexOf("## Start reading here"), readme.indexOf("## Why"));
        List<String> types = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .map(match -> match.group(1) + ".java")
                .toList();

        assertThat(types).hasSize(4);
        try (Stream<Path> sources = Files.walk(Path.of(".."))) {
            List<String> names = sources.filter(path -> path.toString().contains("src/main/java"))
                    .map(path -> path.getFileName().toString())
                    .toList();
            assertThat(names).containsAll(types);
        }
    }

    private static List<String> opens(String text) {
        return OPENS.matcher(text).results().map(match -> match.group(1)).toList();
    }
}

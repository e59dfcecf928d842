package weir.console.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.compaction.LazySession;
import weir.lake.Lines;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("spark")
class PromptTest {

    @TempDir
    private Path folder;

    private String typed(String text) throws IOException {
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                spark.master = "local[1]"
                streams.events { source.type = twitter, schema = events.conf, key = [id], event-time = at }
                """);
        WeirConfig config = WeirConfig.load(folder.resolve("weir.conf"), Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (LazySession spark = new LazySession(config.spark());
                Terminal terminal = new DumbTerminal("test", "dumb", in, out, StandardCharsets.UTF_8)) {
            Relations relations =
                    new Relations(config, LakeFiles.of(folder.resolve("lake").toString()), spark);
            Answers answers = new Answers(spark::get, relations, OutputForm.CSV.output(1), terminal.writer());
            new Prompt(terminal, answers, List.of("events"), folder.resolve("history")).run();
        }
        return out.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void answersUntilThePersonLeaves() throws IOException {
        String shown = typed(
                """
                SELECT 'a;
                b!' AS text,
                 2 AS two; SELECT 3 AS three;
                nonsense;
                \\d events
                tables
                help
                quit
                SELECT 'never' AS asked;
                """);

        assertThat(shown)
                .contains("text,two\n\"a;\nb!\",2\n")
                .contains("three\n3\n")
                .contains("Syntax error at or near 'nonsense'")
                .contains("col_name,data_type,comment\nid,bigint,\n")
                .contains("events_live,live view,")
                .contains("Ctrl-C ends a statement that runs.")
                .doesNotContain("never");
        assertThat(folder.resolve("history")).content().contains("SELECT 'a;").contains("help");
    }

    @Test
    void endsWithItsInput() throws IOException {
        assertThat(typed("SELECT 'once' AS said;\n")).contains("said\nonce\n");
        assertThat(typed("SELECT 'cut")).doesNotContain("error");
    }
}

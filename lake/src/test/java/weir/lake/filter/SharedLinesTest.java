package weir.lake.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.StreamSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Real and hostile messages of the data that projects share; skipped where it is not. */
class SharedLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StreamSpec TWEETS = Lines.tweets("true");

    /** A line of an index of hostile messages. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Hostile(String name, String expect, byte[] line, JsonNode entry) {}

    private static byte[] content(String name) throws IOException {
        Optional<Path> file = Lines.shared(name);
        Assumptions.assumeTrue(file.isPresent(), "there is no shared/data/" + name);
        return Files.readAllBytes(file.get());
    }

    private static List<Hostile> hostile(String name) throws IOException {
        List<Hostile> found = new ArrayList<>();
        for (byte[] line : Lines.split(content(name))) {
            JsonNode entry = JSON.readTree(line);
            found.add(new Hostile(
                    entry.path("name").asText(),
                    entry.path("expect").asText(),
                    Base64.getDecoder().decode(entry.path("base64").asText()),
                    entry));
        }
        return found;
    }

    private static LineReader reader(String filter, List<String> columns) {
        return LineReader.of(TWEETS.withFilter(filter), columns);
    }

    @Test
    void keepsEveryRealStatusAndRescuesNothing() throws IOException {
        LineReader reader = reader("true", TWEETS.schema().columnNames());

        List<byte[]> lines = Lines.split(content("v11/stream_2019.ndjson"));

        assertThat(lines).hasSize(681);
        for (byte[] line : lines) {
            assertThat(reader.read(line, 0, line.length)).isEqualTo(Verdict.KEPT);
            assertThat(reader.rescued()).isNull();
            assertThat(reader.eventTime()).isPresent();
        }
    }

    @Test
    void findsTheLanguageThatJacksonFinds() throws IOException {
        LineReader reader = reader("lang = 'es'", List.of());
        int found = 0;
        for (byte[] line : Lines.split(content("v11/stream_2019.ndjson"))) {
            boolean spanish = JSON.readTree(line).path("lang").asText().equals("es");
            found += spanish ? 1 : 0;
            assertThat(reader.read(line, 0, line.length)).isEqualTo(spanish ? Verdict.KEPT : Verdict.DROPPED);
        }
        assertThat(found).isPositive();
    }

    @Test
    void findsTheTextThatJacksonFinds() throws IOException {
        LineReader reader = reader("true", List.of("text"));
        int extended = 0;
        for (byte[] line : Lines.split(content("v11/stream_2019.ndjson"))) {
            JsonNode status = JSON.readTree(line);
            JsonNode whole = status.path("extended_tweet").path("full_text");
            extended += whole.isTextual() ? 1 : 0;
            reader.read(line, 0, line.length);
            assertThat(reader.row().getString(0))
                    .isEqualTo(
                            whole.isTextual()
                                    ? whole.asText()
                                    : status.path("text").asText());
        }
        assertThat(extended).isPositive();
    }

    @Test
    void takesControlMessagesForWhatTheyAre() throws IOException {
        LineReader reader = reader("true", List.of());
        for (String name : List.of("control/hbc_control.ndjson", "control/v11_control_collected.ndjson")) {
            for (byte[] line : Lines.split(content(name))) {
                assertThat(reader.read(line, 0, line.length))
                        .describedAs("%s: %s", name, new String(line, StandardCharsets.UTF_8))
                        .isEqualTo(Verdict.CONTROL);
            }
        }
    }

    @Test
    void judgesComposedLinesAsAStrictReaderDoes() throws IOException {
        LineReader reader = reader("true", TWEETS.schema().columnNames());
        int judged = 0;
        for (Hostile hostile : hostile("nasty/composed_lines_index.ndjson")) {
            Verdict verdict = reader.read(hostile.line(), 0, hostile.line().length);
            switch (hostile.expect()) {
                case "reject" ->
                    assertThat(reader.malformed())
                            .describedAs(hostile.name())
                            .extracting(Malformed::reason)
                            .isEqualTo(Malformed.INVALID_JSON);
                case "bad utf-8" ->
                    assertThat(reader.malformed())
                            .describedAs(hostile.name())
                            .extracting(Malformed::reason)
                            .isEqualTo(Malformed.INVALID_UTF8);
                case "skip" ->
                    assertThat(reader.control()).describedAs(hostile.name()).isEqualTo("keep-alive");
                case "accept" -> {
                    JsonNode value = JSON.readTree(hostile.line());
                    boolean record = value.isObject()
                            && value.path("id").isIntegralNumber()
                            && value.path("id").canConvertToLong();
                    assertThat(verdict == Verdict.KEPT)
                            .describedAs(hostile.name())
                            .isEqualTo(record);
                    assertThat(reader.malformed() == null
                                    || !reader.malformed().reason().startsWith("invalid"))
                            .describedAs(hostile.name())
                            .isTrue();
                }
                default -> assertThat(hostile.expect()).isEqualTo("either");
            }
            judged++;
        }
        assertThat(judged).isEqualTo(80);
    }

    @Test
    void rejectsAndAcceptsWhatTheJsonTestSuiteDoes() throws IOException {
        LineReader reader = reader("true", TWEETS.schema().columnNames());
        int rejected = 0;
        int accepted = 0;
        for (Hostile hostile : hostile("nasty/JSONTestSuite_index.ndjson")) {
            String name = hostile.name().substring(hostile.name().lastIndexOf('/') + 1);
            if (!hostile.entry().path("one_line").asBoolean() || hostile.line().length == 0) {
                continue;
            }
            Verdict verdict = reader.read(hostile.line(), 0, hostile.line().length);
            if (name.startsWith("n_")) {
                boolean blank = new String(hostile.line(), StandardCharsets.UTF_8).isBlank();
                assertThat(verdict).describedAs(name).isEqualTo(blank ? Verdict.CONTROL : Verdict.MALFORMED);
                rejected++;
            } else if (name.startsWith("y_")) {
                String reason =
                        reader.malformed() == null ? "" : reader.malformed().reason();
                assertThat(reason).describedAs(name).doesNotStartWith("invalid");
                accepted++;
            }
        }
        assertThat(rejected).isGreaterThan(150);
        assertThat(accepted).isGreaterThan(80);
    }

    @Test
    void judgesALineAlikeWhateverColumnsAreChosen() throws IOException {
        List<Hostile> all = new ArrayList<>(hostile("nasty/composed_lines_index.ndjson"));
        all.addAll(hostile("nasty/JSONTestSuite_index.ndjson"));
        LineReader narrow = reader("true", List.of());
        LineReader wide = reader("true", TWEETS.schema().columnNames());
        for (Hostile hostile : all) {
            Verdict verdict = narrow.read(hostile.line(), 0, hostile.line().length);
            assertThat(wide.read(hostile.line(), 0, hostile.line().length))
                    .describedAs(hostile.name())
                    .isEqualTo(verdict);
            assertThat(wide.malformed()).describedAs(hostile.name()).isEqualTo(narrow.malformed());
        }
    }
}

package weir.lake.filter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.lake.schema.JacksonRows;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Every line is judged and read as with Jackson's parser, which is the oracle. */
class JacksonLinesTest {

    private static final int RANDOM_LINES = 200_000;
    private static final int MUTATED_TWEETS = 2_000;

    private static final String KINDS =
            """
            format = 1, control = [limit, "del/ete", é]
            columns = [
              { name = id, type = bigint }
              { name = at, type = timestamp, from = [at, o.at] }
              { name = tw, type = timestamp, format = "EEE MMM dd HH:mm:ss Z yyyy" }
              { name = ms, type = timestamp, format = epoch-millis }
              { name = y, type = date }
              { name = i, type = int }
              { name = d, type = double, from = [d, o.d]  }
              { name = f, type = float }
              { name = m, type = "decimal(10,2)" }
              { name = b, type = boolean }
              { name = text, type = string, from = [o.o.text, o.text, text] }
              { name = "a/b~c", type = int }
              { name = "é", type = string }
              { name = "long name of a column", type = string }
              { name = "long name of a COLUMN 2", type = int }
              { name = o, type = "struct<i:int,o:struct<d:double,text:string>,a:array<array<int>>>" }
              { name = oi, type = int, from = [o.i] }
              { name = a, type = "array<double>" }
              { name = ai, type = "array<int>", from = ["p[].i", "o.p[].i", a] }
              { name = p, type = "array<struct<i:int,tw:timestamp,a:array<string>>>" }
              { name = pt, type = "array<string>", from = ["p[].o.text"] }
            ]
            """;

    private static final StreamSpec EVERY_KIND =
            new StreamSpec("kinds", Schema.parse(KINDS, "kinds"), List.of("id"), "at", "true");
    private static final String[] NAMES = {
        "id",
        "id",
        "id",
        "at",
        "tw",
        "ms",
        "y",
        "i",
        "d",
        "f",
        "m",
        "b",
        "text",
        "a/b~c",
        "é",
        "long name of a column",
        "long name of a COLUMN 2",
        "long name of a COLUMN",
        "o",
        "o",
        "o",
        "oi",
        "a",
        "ai",
        "p",
        "p",
        "pt",
        "limit",
        "del/ete",
        "Id",
        "i\\u0064",
        "unread",
        "unread"
    };

    /** What is to be known of one line. */
    private record Answer(Verdict verdict, String why, String row, String rescued) {}

    /** The same stream read by both; and how often each answer was given. */
    private static final class Comparison {
        private final StreamSpec spec;
        private final LineReader ours;
        private final JacksonRows theirs;
        private final Map<String, Integer> answers = new TreeMap<>();
        private InternalRow row;

        private Comparison(StreamSpec spec) {
            this.spec = spec;
            List<String> columns = new ArrayList<>(spec.schema().columnNames());
            ours = LineReader.of(spec, columns);
            theirs = new JacksonRows(spec.schema(), columns);
        }

        private void compare(byte[] line) {
            byte[] framed = new byte[line.length + 5];
            Arrays.fill(framed, (byte) '"');
            System.arraycopy(line, 0, framed, 2, line.length);
            Verdict verdict = ours.read(framed, 2, line.length);
            String why =
                    ours.malformed() == null ? ours.control() : ours.malformed().reason();
            Answer answer = new Answer(verdict, why, shown(ours.row()), shown(ours.rescued()));
            Answer expected = expected(line);
            if (!answer.equals(expected) || (row != null && !row.equals(ours.row()))) {
                assertThat(answer)
                        .describedAs(new String(line, StandardCharsets.UTF_8))
                        .isEqualTo(expected);
                assertThat(ours.row()).isEqualTo(row);
            }
            answers.merge(verdict + " " + why, 1, Integer::sum);
        }

        private Answer expected(byte[] line) {
            row = null;
            if (isBlank(line)) {
                return new Answer(Verdict.CONTROL, LineReader.KEEP_ALIVE, null, null);
            }
            if (!isUtf8(line)) {
                return malformed(Malformed.INVALID_UTF8);
            }
            if (hasEarlyNul(line)) {
                return malformed(Malformed.INVALID_JSON);
            }
            try {
                InternalRow read = theirs.read(line, 0, line.length).orElse(null);
                if (read == null) {
                    return malformed(Malformed.NOT_AN_OBJECT);
                }
                String rescued = shown(theirs.rescued());
                row = read;
                if (read.isNullAt(spec.schema().columnNames().indexOf("id"))) {
                    return withoutKey(rescued);
                }
                return new Answer(Verdict.KEPT, null, shown(read), rescued);
            } catch (JsonProcessingException e) {
                return malformed(Malformed.INVALID_JSON);
            }
        }

        private Answer withoutKey(String rescued) throws JsonProcessingException {
            if (theirs.isRescued("id")) {
                return new Answer(Verdict.MALFORMED, Malformed.UNUSABLE_KEY, shown(row), rescued);
            }
            String control = theirs.control().orElse(null);
            Verdict verdict = control == null ? Verdict.MALFORMED : Verdict.CONTROL;
            return new Answer(verdict, control == null ? Malformed.MISSING_KEY : control, shown(row), rescued);
        }

        private static Answer malformed(String reason) {
            return new Answer(Verdict.MALFORMED, reason, null, null);
        }
    }

    private static String shown(Object value) {
        return value == null ? null : value.toString();
    }

    private static boolean isBlank(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).matches("[ \r\t]*");
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Jackson would guess another encoding. */
    private static boolean hasEarlyNul(byte[] line) {
        return new String(line, 0, Math.min(4, line.length), StandardCharsets.ISO_8859_1).indexOf(0) >= 0;
    }

    @Test
    void agreesOnRandomLines() {
        long seed = 7_261_122L;
        System.out.println("seed " + seed);
        RandomLines lines = new RandomLines(seed, NAMES);
        Comparison comparison = new Comparison(EVERY_KIND);
        for (int i = 0; i < RANDOM_LINES; i++) {
            comparison.compare(lines.next());
        }
        System.out.println(comparison.answers);
        assertThat(comparison.answers.get("KEPT null")).isGreaterThan(RANDOM_LINES / 20);
        assertThat(comparison.answers)
                .containsKeys("CONTROL limit", "CONTROL del/ete", "CONTROL é")
                .containsKeys("MALFORMED unusable-key", "MALFORMED missing-key", "MALFORMED not-an-object")
                .containsKeys("MALFORMED invalid-json", "MALFORMED invalid-utf8");
    }

    @Test
    void agreesOnEveryLineOfOneAndTwoBytes() {
        Comparison comparison = new Comparison(EVERY_KIND);
        for (int first = 0; first < 256; first++) {
            comparison.compare(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                comparison.compare(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void agreesOnTweetsAndOnWhatIsNearlyOne() {
        long seed = 1_122L;
        System.out.println("seed " + seed);
        RandomLines mutations = new RandomLines(seed, NAMES);
        Comparison comparison = new Comparison(Lines.tweets("true"));
        TweetGenerator tweets = TweetGenerator.of(TweetOptions.of(seed, Instant.parse("2020-01-01T00:00:00Z")));
        for (byte[] tweet : tweets.take(MUTATED_TWEETS)) {
            comparison.compare(tweet);
            comparison.compare(mutations.mutated(tweet));
        }
        assertThat(comparison.answers).containsKeys("KEPT null", "MALFORMED invalid-json");
    }

    @Test
    void agreesOnDepthAndOnLength() {
        Comparison comparison = new Comparison(EVERY_KIND);
        for (int depth = 997; depth < 1_003; depth++) {
            comparison.compare(Lines.utf8("{\"id\":1,\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
            comparison.compare(Lines.utf8("{\"id\":1,\"o\":" + "{\"o\":".repeat(depth) + "1" + "}".repeat(depth + 1)));
            comparison.compare(Lines.utf8("[".repeat(depth) + "]".repeat(depth)));
        }
        assertThat(comparison.answers).containsKeys("KEPT null", "MALFORMED not-an-object", "MALFORMED invalid-json");
        for (int digits = 390; digits < 410; digits++) {
            comparison.compare(Lines.utf8("{\"id\":1,\"d\":" + "7".repeat(digits) + ",\"f\":0." + "1".repeat(digits)
                    + ",\"m\":-" + "1".repeat(digits) + "}"));
        }
        String part = "{\"x\":\"\\u00e9 é\\/ \"},";
        comparison.compare(Lines.utf8(
                "{\"unread\":[" + part.repeat(1_000_000) + "0],\"id\":1,\"text\":\"" + "é\\n".repeat(200_000) + "\"}"));
    }

    @Test
    void agreesOnTheMessagesThatProjectsShare() throws IOException {
        for (StreamSpec spec : List.of(Lines.tweets("true"), EVERY_KIND)) {
            Comparison comparison = new Comparison(spec);
            for (byte[] line : shared("v11/stream_2019.ndjson")) {
                comparison.compare(line);
            }
            for (String index : List.of("nasty/composed_lines_index.ndjson", "nasty/JSONTestSuite_index.ndjson")) {
                for (byte[] entry : shared(index)) {
                    String line =
                            new ObjectMapper().readTree(entry).path("base64").asText();
                    comparison.compare(Base64.getDecoder().decode(line));
                }
            }
        }
    }

    private static List<byte[]> shared(String name) throws IOException {
        var file = Lines.shared(name);
        return file.isPresent() ? Lines.split(Files.readAllBytes(file.get())) : List.of();
    }
}

package weir.lake.filter;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LineReaderTest {

    private final LineReader reader = LineReader.of(Lines.events("lang = 'es'"), List.of("text"));

    private Verdict read(byte[] line) {
        return reader.read(line, 0, line.length);
    }

    private Verdict read(String line) {
        return read(Lines.utf8(line));
    }

    private static LineReader keyed(String column, String type, String from) {
        String schema = "format = 1, control = [limit], columns = [{name = %s, type = \"%s\", from = [%s]},"
                + " {name = at, type = timestamp}]";
        return LineReader.of(
                new StreamSpec(
                        "s", Schema.parse(schema.formatted(column, type, from), "s"), List.of(column), "at", "true"),
                List.of());
    }

    @Test
    void keepsWhatTheFilterWants() {
        assertThat(read("{\"id\":1,\"lang\":\"es\",\"text\":\"hola\",\"at\":\"1970-01-01T00:00:01Z\"}"))
                .isEqualTo(Verdict.KEPT);
        assertThat(reader.columns()).containsExactly("text", "id", "at", "lang");
        assertThat(reader.row().getString(0)).isEqualTo("hola");
        assertThat(reader.eventTime()).isEqualTo(OptionalLong.of(1_000_000));
        assertThat(reader.malformed()).isNull();
        assertThat(reader.control()).isNull();
        assertThat(reader.rescued()).isNull();
    }

    @Test
    void dropsWhatTheFilterDoesNotWant() {
        assertThat(read("{\"id\":1,\"lang\":\"pt\",\"text\":7}\r")).isEqualTo(Verdict.DROPPED);
        assertThat(reader.row().getString(0)).isEqualTo("7");
        assertThat(reader.eventTime()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1}", "{\"id\":1,\"lang\":null}"})
    void dropsARecordForWhichThePredicateIsNull(String line) {
        assertThat(read(line)).isEqualTo(Verdict.DROPPED);
    }

    @Test
    void tellsWhatDidNotFitTheChosenColumnsAndThoseThatJudge() {
        assertThat(read("{\"id\":1,\"lang\":\"es\",\"at\":\"never\",\"n\":\"unread\"}"))
                .isEqualTo(Verdict.KEPT);
        assertThat(reader.rescued()).hasToString("{\"/at\":\"never\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r", " \t \r"})
    void takesABlankLineForAKeepAlive(String line) {
        assertThat(read(line)).isEqualTo(Verdict.CONTROL);
        assertThat(reader.control()).isEqualTo("keep-alive");
        assertThat(reader.row()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"limit\":{\"track\":5}} | limit",
                "{\"x\":1,\"delete\":\"y\"} | delete",
                "{\"delete\":1,\"limit\":2} | limit",
                "{\"limit\":null,\"delete\":[]} | delete",
                "{\"id\":null,\"limit\":false} | limit",
            })
    void takesAnObjectWithoutKeyButWithAMarkForAControlMessage(String line, String kind) {
        assertThat(read(line)).isEqualTo(Verdict.CONTROL);
        assertThat(reader.control()).isEqualTo(kind);
        assertThat(reader.malformed()).isNull();
    }

    @Test
    void takesARecordWithAMarkForARecord() {
        assertThat(read("{\"delete\":{},\"id\":1,\"lang\":\"es\"}")).isEqualTo(Verdict.KEPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing-key | the object has no value for the key id",
                "{\"id\":null,\"text\":\"a\"} | missing-key | the object has no value for the key id",
                "{\"id\":\"1\"} | unusable-key | the value of the key id does not fit its column's type",
                "{\"id\":1.5,\"limit\":1} | unusable-key | the value of the key id does not fit its column's type",
                "[1] | not-an-object | the line is a JSON value, but no object",
                "\"{}\" | not-an-object | the line is a JSON value, but no object",
                "null | not-an-object | the line is a JSON value, but no object",
                "17 | not-an-object | the line is a JSON value, but no object",
                "{\"id\":1}{} | invalid-json | a second value follows the first one (byte 8 of the line)",
                "{\"id\":1} 2 | invalid-json | a second value follows the first one (byte 9 of the line)",
                "{\"id\":01} | invalid-json | a comma or } is due (byte 7 of the line)",
                "{\"id\":1,\"lang\":secret} | invalid-json | no value begins here (byte 15 of the line)",
                "{\"id\":1,\"lang\":\"es | invalid-json | the text ends within a string (byte 18 of the line)",
            })
    void saysWhyALineIsMalformed(String line, String reason, String detail) {
        assertThat(read(line)).isEqualTo(Verdict.MALFORMED);
        assertThat(reader.malformed()).isEqualTo(new Malformed(reason, detail));
        assertThat(reader.control()).isNull();
    }

    @Test
    void refusesBytesThatAreNoUtf8BeforeItParses() {
        byte[] line = Lines.utf8("{\"id\":1,\"unread\":\"?\"}");
        line[18] = (byte) 0xE9;

        assertThat(read(line)).isEqualTo(Verdict.MALFORMED);
        assertThat(reader.malformed())
                .isEqualTo(new Malformed(Malformed.INVALID_UTF8, "byte 18 of the line is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0{\"id\":1}", "{\0\"id\":1}", "{\0\"\0i\0", "\0\0\0{"})
    void doesNotGuessAnotherEncoding(String line) {
        assertThat(read(line)).isEqualTo(Verdict.MALFORMED);
        assertThat(reader.malformed().reason()).isEqualTo(Malformed.INVALID_JSON);
    }

    @Test
    void takesABlankLineBehindAByteOrderMarkForNoJson() {
        assertThat(read("\uFEFF  ")).isEqualTo(Verdict.MALFORMED);
        assertThat(reader.malformed().reason()).isEqualTo(Malformed.INVALID_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":{\"id\":\"x\"}}",
                "{\"user\":\"x\",\"limit\":1}",
                "{\"user\":[]}",
            })
    void seesAnUnusableKeyBehindAPath(String line) {
        LineReader keyed = keyed("uid", "bigint", "user.id");
        byte[] bytes = Lines.utf8(line);

        assertThat(keyed.read(bytes, 0, bytes.length)).isEqualTo(Verdict.MALFORMED);
        assertThat(keyed.malformed())
                .isEqualTo(new Malformed(
                        Malformed.UNUSABLE_KEY, "the value of the key uid does not fit its column's type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":{}}", "{\"user\":null}", "{\"uid\":\"x\"}", "{\"userid\":{\"id\":\"x\"}}"})
    void seesAMissingKeyBehindAPath(String line) {
        LineReader keyed = keyed("uid", "bigint", "user.id");
        byte[] bytes = Lines.utf8(line);

        assertThat(keyed.read(bytes, 0, bytes.length)).isEqualTo(Verdict.MALFORMED);
        assertThat(keyed.malformed().reason()).isEqualTo(Malformed.MISSING_KEY);
    }

    @Test
    void quarantinesARecordOverWhichTheFilterFailsWithoutQuotingIt() {
        LineReader failing = LineReader.of(Lines.events("element_at(tags, n) = 'x'"), List.of());
        byte[] line = Lines.utf8("{\"id\":1,\"tags\":[\"secret\"],\"n\":0,\"at\":\"1970-01-01\"}");

        assertThat(failing.read(line, 0, line.length)).isEqualTo(Verdict.MALFORMED);
        assertThat(failing.malformed())
                .isEqualTo(new Malformed(Malformed.FILTER_ERROR, "the filter failed: INVALID_INDEX_OF_ZERO"));
        assertThat(failing.eventTime()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void forgetsTheLineBefore() {
        read("{\"id\":1,\"lang\":\"es\",\"at\":\"never\"}");

        read("nonsense");

        assertThat(reader.row()).isNull();
        assertThat(reader.rescued()).isNull();
        assertThat(reader.eventTime()).isEmpty();
        read("{\"id\":2,\"lang\":\"es\"}");
        assertThat(reader.malformed()).isNull();
    }

    @Test
    void readsALineInTheMiddleOfABuffer() {
        byte[] buffer = Lines.utf8("é}\n{\"id\":1,\"lang\":\"es\"}\n\u00ff");

        assertThat(reader.read(buffer, 4, buffer.length - 7)).isEqualTo(Verdict.KEPT);
    }

    @Test
    void refusesColumnsThatAreNotThere() {
        assertThatThrownBy(() -> LineReader.of(Lines.events("true"), List.of("Lang")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no column Lang; the columns are id, at, text, lang, n, tags");
    }
}

package weir.lake.schema;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaParserTest {

    private static Arguments refusal(String text, String message) {
        return Arguments.of(text, "Cannot read the schema s.conf" + message);
    }

    private static Arguments column(String column, String message) {
        return refusal("format = 1, columns = [" + column + "]", message);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("columns = []", ": String: 1: No configuration setting found for key 'format'"),
                refusal("format = 2", ": its format is 2, this version of Weir knows format 1"),
                refusal("format = 1", ": String: 1: No configuration setting found for key 'columns'"),
                refusal("format = 1, columns = []", ": columns: there are no columns"),
                refusal(
                        "format = 1, colums = []",
                        ": unknown key colums; the keys are columns, control, deletions, format, shapes, time-format"),
                refusal(
                        "format = 1, time-format = \"qqqqqqqq\", columns = []",
                        ": time-format: Too many pattern letters: q"),
                refusal(
                        "format = 1, time-format = epoch-hours, columns = []",
                        ": time-format: Cannot use the time format \"epoch-hours\": expected iso, epoch-seconds,"
                                + " epoch-millis, epoch-micros or a pattern"),
                refusal(
                        "format = 1, columns = [{name = a, type = int, from = ${b}}]",
                        ": String: 1: Could not resolve substitution to a value: ${b}"));
    }

    static Stream<Arguments> columnRefusals() {
        return Stream.of(
                column("{name = a}", ": String: 1: No configuration setting found for key 'type'"),
                column("{type = int}", ": String: 1: No configuration setting found for key 'name'"),
                column(
                        "{name = a, type = int, paths = []}",
                        ", columns: unknown key paths; the keys are fields, format, from, name, type"),
                column("{name = _a, type = int}", ": _a: names that begin with _ belong to Weir"),
                column(
                        "{name = a, type = int}, {name = A, type = int}",
                        ": A: the name stands twice in columns (SQL does not tell case apart)"),
                column("{name = a, type = integr}", ": a: \"integr\" is no type of Spark SQL"),
                column("{name = a, type = struct}", ": a: \"struct\" is no type of Spark SQL"),
                column("{name = a, type = tinyint}", ": a: the type TINYINT is not supported"),
                column("{name = a, type = \"array<binary>\"}", ": a: the type BINARY is not supported"),
                column("{name = a, type = \"map<string,int>\"}", ": a: the type MAP<STRING, INT> is not supported"),
                column(
                        "{name = a, type = int, fields = [{name = b, type = int}]}",
                        ": a: fields go with type struct or array<struct>, not with int"),
                column("{name = a, type = struct, fields = []}", ": columns.a: there are no columns"),
                column(
                        "{name = a, type = struct, fields = [{name = b, typ = int}]}",
                        ", columns.a: unknown key typ; the keys are fields, format, from, name, type"),
                column(
                        "{name = a, type = string, from = [\"b[].c\"]}",
                        ": a: a path with [] gives an array, but the type is string"),
                column("{name = a, type = int, from = []}", ": a: from is empty: the column would never have a value"),
                column(
                        "{name = a, type = timestamp, format = epoch-days}",
                        ": a: Cannot use the time format \"epoch-days\": expected iso, epoch-seconds, epoch-millis,"
                                + " epoch-micros or a pattern"));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "columnRefusals"})
    void refusesWhatItDoesNotUnderstand(String text, String message) {
        assertThatThrownBy(() -> Schema.parse(text, "s.conf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<String> badPaths() {
        return Stream.of("", ".", "a.", ".a", "a..b", "[]", "[].a", "a[]b", "a[][]", "a[].b[].c", "a[].", "a[]..b");
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void refusesPathsThatLeadNowhere(String path) {
        String text = "format = 1, columns = [{name = a, type = \"array<int>\", from = [\"" + path + "\"]}]";

        assertThatThrownBy(() -> Schema.parse(text, "s.conf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read the schema s.conf: a: Cannot read the path \"" + path
                        + "\": expected names with dots between, such as user.id or entities.hashtags[].text");
    }

    @Test
    void namesTheColumnsThatAreThere() {
        Schema schema = Schema.parse("format = 1, columns = [{name = a, type = int}, {name = b, type = int}]", "s");

        assertThatThrownBy(() -> schema.requireColumn("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no column c; the columns are a, b");
        assertThat(schema.columnNames()).containsExactly("a", "b");
    }
}

package weir.lake.filter;

import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilterTest {

    private static final Schema EVENTS = Lines.events("true").schema();

    private static Verdict verdict(String filter, String line) {
        byte[] bytes = Lines.utf8(line);
        return LineReader.of(Lines.events(filter), List.of()).read(bytes, 0, bytes.length);
    }

    private static Arguments refusal(String sql, String reason) {
        return Arguments.of(sql, "Cannot use the filter \"" + sql + "\": " + reason);
    }

    private static Arguments moving(String sql, String function) {
        return refusal(sql, '"' + function + "\" depends on more than the line");
    }

    private static Arguments random(String sql, String function) {
        return refusal(sql, '"' + function + "\" is not deterministic: the same line must always get the same verdict");
    }

    private static Arguments literal(String sql) {
        return refusal(sql, "a time such as timestamp'now' or date'today' depends on more than the line");
    }

    static Stream<Arguments> notAboutTheLineAlone() {
        return Stream.of(
                random("rand() > 0.5", "rand"),
                random("n > 1 AND uuid() = text", "uuid"),
                random("shuffle(tags)[0] = 'a'", "shuffle"),
                random("monotonically_increasing_id() = 1", "monotonically_increasing_id"),
                random("reflect('java.lang.System', 'nanoTime') = 'a'", "reflect"),
                moving("now() > at", "now"),
                moving("at > current_timestamp", "current_timestamp"),
                moving("NOT (date(at) = current_date())", "current_date"),
                moving("unix_timestamp() > n", "current_timestamp"),
                moving("current_user() = text", "current_user"),
                moving("raise_error('x') IS NULL", "raise_error"),
                moving("count(*) > 1", "count"),
                moving("sum(n) > 1", "sum"),
                literal("at > timestamp'now'"),
                literal("at >= DATE 'today'"),
                literal("date(at) = date \" Yesterday \""));
    }

    static Stream<Arguments> notAPredicate() {
        return Stream.of(
                refusal("id IN (SELECT 1)", "subqueries are not allowed"),
                refusal("EXISTS (SELECT 1)", "subqueries are not allowed"),
                refusal("n = (SELECT 1)", "subqueries are not allowed"),
                refusal("frob(text) = 1", "there is no function frob"),
                refusal("lower(db.frob(text)) = 1", "there is no function db.frob"),
                refusal(
                        "row_number() OVER (ORDER BY id) = 1",
                        "It is not allowed to use window functions inside WHERE clause."),
                refusal(
                        "lnag = 'es'",
                        "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `lnag` cannot"
                                + " be resolved. Did you mean one of the following? [`n`, `at`, `id`, `lang`,"
                                + " `tags`].; line 1 pos 0"),
                refusal(
                        "n + 1",
                        "[DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN] Cannot resolve \"(n + 1)\" due to data type mismatch:"
                                + " Filter expression \"(n + 1)\" of type \"INT\" is not a boolean."),
                Arguments.of("", "Cannot use an empty filter: write \"true\" to keep every record"),
                Arguments.of(" \t", "Cannot use an empty filter: write \"true\" to keep every record"),
                Arguments.of(
                        "lang =",
                        "Cannot parse the filter \"lang =\": [PARSE_SYNTAX_ERROR] Syntax error at or near end of"
                                + " input.(line 1, pos 6)"),
                Arguments.of(
                        "true; false",
                        "Cannot parse the filter \"true; false\": [PARSE_SYNTAX_ERROR] Syntax error at or near"
                                + " ';'.(line 1, pos 4)"),
                Arguments.of(
                        "lang = 'es' and",
                        "Cannot parse the filter \"lang = 'es' and\": it is complete before \"and\""));
    }

    @ParameterizedTest
    @MethodSource({"notAboutTheLineAlone", "notAPredicate"})
    void refuses(String sql, String message) {
        assertThatThrownBy(() -> Filter.of(sql, EVENTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvl(lang, 'x') = 'es'",
                "ifnull(lang, 'x') = 'es'",
                "nullif(lang, 'pt') = 'es'",
                "left(text, 2) = 'ho'",
                "right(text, 1) = 'a'",
                "text ILIKE '%OLA'",
                "text LIKE ANY ('x', 'h%')",
                "text RLIKE '^h.*a$'",
                "extract(HOUR FROM at) = 10",
                "date_part('minute', at) = 11",
                "to_date('2020-02-29') = date(at)",
                "to_timestamp('2020-02-29 10:11:12') = at",
                "date_trunc('day', at) = timestamp'2020-02-29'",
                "at BETWEEN '2020-02-29' AND '2020-03-01'",
                "array_contains(tags, 'a')",
                "exists(tags, tag -> tag = 'b')",
                "size(filter(tags, tag -> tag > 'a')) = 1",
                "try_cast(text AS int) IS NULL",
                "try_divide(n, 0) IS NULL",
                "CASE WHEN n = 3 THEN true ELSE false END",
                "lower(lang) IN ('ES', 'es')",
                "TEXT = 'hola' AND LaNg = 'es'",
                "lang = 'es' -- only Spanish",
                "text = 'hola' /* timestamp of now */",
            })
    void knowsTheFunctionsOfSparkSql(String sql) {
        String line = "{\"id\":1,\"at\":\"2020-02-29T10:11:12Z\",\"text\":\"hola\",\"lang\":\"es\",\"n\":3,"
                + "\"tags\":[\"a\",\"b\"]}";

        assertThat(verdict(sql, line)).isEqualTo(Verdict.KEPT);
        assertThat(verdict("NOT (" + sql.replaceFirst(" --.*", "") + ")", line)).isEqualTo(Verdict.DROPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "at >= '2020-02-29', 2020-02-29T00:00:00Z, KEPT",
        "at >= '2020-02-29', 2020-02-28T23:59:59.999999Z, DROPPED",
        "at < timestamp'2020-02-29 00:00:00', 2020-02-28T23:59:59.999999Z, KEPT",
        "hour(at) = 23, 2020-02-28T23:59:59Z, KEPT",
        "cast(at AS string) = '2020-02-28 23:59:59', 2020-02-28T23:59:59Z, KEPT",
        "date(at) = date'2020-02-28', 2020-02-28T23:59:59Z, KEPT",
        "'date_format(at, ''z'') = ''UTC''', 2020-02-28T23:59:59Z, KEPT",
    })
    void countsTimeInUtcWhereverItRuns(String sql, String at, Verdict expected) {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("America/Sao_Paulo", "Asia/Kolkata", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(verdict(sql, "{\"id\":1,\"at\":\"" + at + "\"}"))
                        .describedAs(zone)
                        .isEqualTo(expected);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void namesItsColumnsInTheOrderOfTheSchema() {
        Filter filter = Filter.of("Lang = 'es' OR size(TAGS) > id", EVENTS);

        assertThat(filter.columns()).containsExactly("id", "lang", "tags");
        assertThat(filter).hasToString("Lang = 'es' OR size(TAGS) > id");
        assertThat(Filter.of("true", EVENTS).columns()).isEmpty();
    }

    @Test
    void hashesPredicateAndSchema() {
        Filter filter = Filter.of("lang = 'es'", EVENTS);

        assertThat(filter.hash())
                .matches("[0-9a-f]{16}")
                .isEqualTo(Filter.of(" lang = 'es'\n", EVENTS).hash())
                .isNotEqualTo(Filter.of("lang = 'pt'", EVENTS).hash())
                .isNotEqualTo(
                        Filter.of("lang = 'es'", Lines.tweets("true").schema()).hash());
    }
}

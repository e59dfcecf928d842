package weir.lake.schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScalarsTest {

    private static Schema of(String type) {
        return Schema.parse("format = 1\ncolumns = [{name = v, type = \"" + type + "\"}]", "scalars");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean | true | true",
                "boolean | false | false",
                "int | 2147483647 | 2147483647",
                "int | -2147483648 | -2147483648",
                "int | -0 | 0",
                "bigint | 9223372036854775807 | 9223372036854775807",
                "bigint | -9223372036854775808 | -9223372036854775808",
                "bigint | 9007199254740993 | 9007199254740993",
                "float | 1.5 | 1.5",
                "float | 16777217 | 1.6777216E7",
                "double | 1e3 | 1000.0",
                "double | 9007199254740993 | 9.007199254740992E15",
                "double | -0.0 | -0.0",
                "double | 1e-400 | 0.0",
                "double | \"NaN\" | NaN",
                "double | \"Infinity\" | Infinity",
                "double | \"-INF\" | -Infinity",
                "float | \"+INF\" | Infinity",
                "decimal(10,2) | 12345678.91 | 12345678.91",
                "decimal(10,2) | 1.005 | 1.01",
                "decimal(10,2) | 1e3 | 1000.00",
                "decimal(38,0) | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999",
                "string | \"\\u0023DSD\" | #DSD",
                "string | 1.50 | 1.50",
                "string | -0e1 | -0e1",
                "string | true | true",
                "string | {\"a\": [1, 2.0]} | {\"a\": [1, 2.0]}",
                "string | [ ] | [ ]",
                "string | \"\" | ''",
            })
    void fits(String type, String json, String shown) {
        Read read = Read.line(of(type), "{ \"v\" : " + json + " }");

        assertThat(read.rescued()).isNull();
        assertThat(read.shown("v")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean | 1",
                "boolean | \"true\"",
                "boolean | {}",
                "int | 2147483648",
                "int | -2147483649",
                "int | 1.0",
                "int | 1e2",
                "int | \"1\"",
                "int | true",
                "int | [1]",
                "bigint | 9223372036854775808",
                "bigint | 9999999999999999999",
                "bigint | -9223372036854775809",
                "bigint | 18446744073709551615",
                "bigint | 1.5",
                "bigint | {\"a\" : \"\\u0041\"}",
                "float | 1e39",
                "float | \"1.5\"",
                "double | 1e400",
                "double | -1e99999999999999999999",
                "double | \"nan\"",
                "double | false",
                "decimal(10,2) | 100000000",
                "decimal(10,2) | \"1.5\"",
                "decimal(10,2) | 1e2147483648",
                "decimal(10,2) | 1e-2147483649",
                "decimal(10,2) | 1e99999999999999999999",
                "decimal(10,2) | 1e2147483647",
                "date | 18000",
                "date | \"2020-02-30\"",
                "array<int> | 5",
                "array<int> | {\"0\": 5}",
                "struct<a:int> | [1]",
                "struct<a:int> | \"{}\"",
            })
    void doesNotFitAndIsRescuedAsSpelled(String type, String json) {
        Read read = Read.line(of(type), "{ \"v\" : " + json + " }");

        assertThat(read.isNull("v")).isTrue();
        assertThat(read.rescued()).isEqualTo("{\"/v\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource({"boolean", "int", "bigint", "float", "double", "'decimal(10,2)'", "string", "timestamp", "date"})
    void takesNullAndAbsenceAsNullWithoutRescue(String type) {
        Read explicit = Read.line(of(type), "{\"v\":null}");
        Read absent = Read.line(of(type), "{}");

        assertThat(explicit.isNull("v")).isTrue();
        assertThat(explicit.rescued()).isNull();
        assertThat(absent.isNull("v")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"int", "bigint", "double", "float", "'decimal(38,10)'", "timestamp"})
    void rescuesNumbersOfManyDigitsQuickly(String type) {
        String digits = "7".repeat(2_000_000);

        Read read = Read.line(of(type), "{\"v\":" + digits + "}");

        assertThat(read.isNull("v")).isTrue();
        assertThat(read.rescued()).isEqualTo("{\"/v\":" + digits + "}");
    }

    @Test
    void rescuesEveryElementThatDoesNotFit() {
        Read read = Read.line(of("array<array<int>>"), "{\"v\":[[1,\"a\"],[2.5],null,7]}");

        assertThat(read.shown("v")).isEqualTo("WrappedArray(WrappedArray(1, null), WrappedArray(null), null, null)");
        assertThat(read.rescued()).isEqualTo("{\"/v/0/1\":\"a\",\"/v/1/0\":2.5,\"/v/3\":7}");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808", "1e400", "2.5", "99999999999999999999.5"})
    void isNotMisledByTheNumberBefore(String before) {
        Schema schema = Schema.parse(
                "format = 1, columns = [{name = l, type = bigint}, {name = d, type = double}, {name = i, type = int}]",
                "numbers");

        Read read = Read.line(schema, "{\"l\":" + before + ",\"d\":3,\"l\":" + before + ",\"i\":4}");

        assertThat(read.shown("d")).isEqualTo("3.0");
        assertThat(read.shown("i")).isEqualTo("4");
    }

    @Test
    void keepsStringsOfAMebibyteWhole() {
        String text = "ab\\\"é".repeat(300_000);

        Read read = Read.line(of("string"), "{\"v\":\"" + text + "\"}");

        assertThat(read.shown("v")).isEqualTo(text.replace("\\", ""));
    }
}

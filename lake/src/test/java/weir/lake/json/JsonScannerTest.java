package weir.lake.json;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonScannerTest {

    private static JsonScanner scanner(String text) {
        byte[] bytes = ("xx" + text + "}]").getBytes(StandardCharsets.UTF_8);
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, 2, bytes.length - 4);
        return scanner;
    }

    private static void skip(String text) throws ParseException {
        JsonScanner scanner = scanner(text);
        scanner.skip();
        scanner.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "null",
                "\"\"",
                "-0",
                "0.5",
                "-12.50e+10",
                "1E5",
                "\"\\u00e9\\ud83d\\/\\\\\"",
                "{\"a\":[1,{\"b\":null}],\"a\":true}\r",
                "[[[[\"long enough for more than one word\"]]]]"
            })
    void skipsWhatIsOneValue(String text) throws ParseException {
        skip(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | a value is due | 0",
                "{\"a\":1 | a comma or } is due | 6",
                "[1 2] | a comma or ] is due | 3",
                "[1,] | no value begins here | 3",
                "{\"a\" 1} | a colon is due | 5",
                "{a:1} | a member's name is due | 1",
                "01 | a second value follows the first one | 1",
                "1. | a digit is due | 2",
                ".5 | no value begins here | 0",
                "nul | no value begins here | 0",
                "\"a\\x\" | there is no such escape | 2",
                "\"a\\u00g0\" | there is no such escape | 2",
                "\"a\tb\" | a control character stands in a string | 2",
                "\"a | the text ends within a string | 2",
                "{} {} | a second value follows the first one | 3"
            })
    void saysWhatBreaksTheGrammarAndWhere(String text, String how, int offset) {
        assertThatThrownBy(() -> skip(text)).isInstanceOfSatisfying(ParseException.class, e -> {
            assertThat(e).hasMessage(how);
            assertThat(e.getErrorOffset()).isEqualTo(offset);
        });
    }

    @Test
    void goesAThousandDeepAndNoDeeper() throws ParseException {
        skip("[".repeat(1_000) + "]".repeat(1_000));

        assertThatThrownBy(() -> skip("[".repeat(1_001) + "]".repeat(1_001))).hasMessage("nested more than 1000 deep");
    }

    @Test
    void findsMembersByNameInWhateverSpelling() throws ParseException {
        JsonScanner line = scanner("{\"other\": [1, 2], \"n\\u0061me\" : \"\\ud83d\\ude00 \\ud83d\", \"text\":-1.5}");
        MemberNames names = new MemberNames(List.of("name", "text"));
        List<String> found = new ArrayList<>();
        for (boolean more = line.enter(); more; more = line.next()) {
            int index = line.member(names);
            JsonKind kind = line.kind();
            line.skip();
            String value = kind == JsonKind.STRING
                    ? new String(line.utf8(), StandardCharsets.UTF_8)
                    : new String(line.spelling(), StandardCharsets.UTF_8);
            found.add(index + " " + kind + " " + value);
        }
        line.finish();

        assertThat(found).containsExactly("-1 ARRAY [1, 2]", "0 STRING 😀 ?", "1 NUMBER -1.5");
    }

    @Test
    void comesBackToAValueThatAnotherWantsToo() throws ParseException {
        JsonScanner line = scanner("[{\"a\":1},2]");
        line.enter();
        int position = line.position();
        line.skip();
        line.back(position);
        assertThat(line.kind()).isEqualTo(JsonKind.OBJECT);
        line.skip();
        assertThat(line.next()).isTrue();
        line.skip();
        assertThat(line.isWhole()).isTrue();
        assertThat(line.next()).isFalse();
        line.finish();
    }
}

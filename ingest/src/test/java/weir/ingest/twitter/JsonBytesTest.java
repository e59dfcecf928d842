package weir.ingest.twitter;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBytesTest {

    private static final char HIGH = '\uD83D';
    private static final char LOW = '\uDE00';

    @Test
    void pairsBecomeUtf8() {
        assertThat(text("\"" + HIGH + LOW + "\u00e9\"")).isEqualTo("\"\uD83D\uDE00\u00e9\"");
    }

    @ParameterizedTest
    @CsvSource({"h, \\ud83d", "l, \\ude00", "hh, \\ud83d\\ud83d", "lh, \\ude00\\ud83d", "ll, \\ude00\\ude00"})
    void loneSurrogatesBecomeEscapes(String units, String escapes) {
        String lone = units.replace('h', HIGH).replace('l', LOW);

        assertThat(text("\"a" + lone + "b\"")).isEqualTo("\"a" + escapes + "b\"");
    }

    @Test
    void halfBesideAPairIsTheOnlyOneEscaped() {
        assertThat(text("\"" + HIGH + HIGH + LOW + LOW + "\"")).isEqualTo("\"\\ud83d" + HIGH + LOW + "\\ude00\"");
    }

    @Test
    void escapedJsonIsTheSameText() throws Exception {
        String value = "x" + LOW + HIGH + LOW + HIGH;

        assertThat(new ObjectMapper()
                        .readTree(JsonBytes.of("\"" + value + "\""))
                        .textValue())
                .isEqualTo(value);
    }

    private static String text(String json) {
        return new String(JsonBytes.of(json), StandardCharsets.UTF_8);
    }
}

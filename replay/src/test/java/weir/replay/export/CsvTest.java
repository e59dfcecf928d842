package weir.replay.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {

    @Test
    void endsEachRecordWithCarriageReturnAndLineFeed() throws IOException {
        assertThat(csv(List.of("a", "b"), List.of(1, 2L), List.of(3, 4L))).isEqualTo("a,b\r\n1,2\r\n3,4\r\n");
    }

    @Test
    void quotesWhatWouldBeTakenForSomethingElse() throws IOException {
        assertThat(csv(List.of("a,b", "c\"d"), List.of("e\r\nf", "\""), List.of(" g ", "#DSD 🇧🇷")))
                .isEqualTo("\"a,b\",\"c\"\"d\"\r\n\"e\r\nf\",\"\"\"\"\r\n g ,#DSD 🇧🇷\r\n");
    }

    @Test
    void tellsNoValueFromAnEmptyText() throws IOException {
        assertThat(csv(List.of("a", "b", "c"), Arrays.asList(null, "", null))).isEqualTo("a,b,c\r\n,\"\",\r\n");
    }

    @Test
    void spellsValuesTheSameEverywhere() throws IOException {
        List<Object> values = List.of(
                Timestamp.from(Instant.parse("2026-11-22T10:00:00.500Z")),
                new BigDecimal("1E+3"),
                0.1,
                true,
                new byte[] {(byte) 0xFF, 0});

        assertThat(csv(List.of("t", "d", "f", "b", "x"), values))
                .isEqualTo("t,d,f,b,x\r\n2026-11-22T10:00:00.500Z,1000,0.1,true,ff00\r\n");
    }

    private static String csv(List<String> names, List<?>... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<List<?>> all = List.of(rows).iterator();
        new Csv(out).write(names, all);
        return out.toString(StandardCharsets.UTF_8);
    }
}

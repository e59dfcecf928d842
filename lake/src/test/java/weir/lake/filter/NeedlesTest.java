package weir.lake.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

class NeedlesTest {

    private static Needles needles(String filter) {
        return Filter.of(filter, RandomPredicate.SPEC.schema()).needles();
    }

    private static boolean finds(String filter, String line) {
        byte[] bytes = Lines.utf8(line);
        return needles(filter).search().find(ByteBuffer.wrap(bytes), 0, bytes.length) < bytes.length;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text LIKE '%#DSD%' | #DSD",
                "text LIKE '#DSD_plus' | #DSD and plus",
                "text = 'Mañana' | Mañana",
                "'Mañana' <=> text | Mañana",
                "lang IN ('pt', 'es') | pt or es",
                "text LIKE '%#DSD%' AND lang = 'pt' | #DSD and pt",
                "text LIKE '%#DSD%' OR lang = 'pt' | #DSD or pt",
                "array_contains(tags, 'DSD') | DSD",
                "exists(people, p -> p.name = 'Anna' AND p.id > 4) | Anna",
                "user.name = 'Anna' | Anna",
                "people[0].name = 'Anna' | Anna",
                "array_contains(people.name, 'Anna') | Anna",
                "big = 1234567 | 1234567",
                "n = 12345 | 12345",
                "user.id IN (1234567, 7654321) | 1234567 or 7654321",
                "text LIKE concat('%', '#DSD', '%') | #DSD",
                "startswith(text, 'https://t.co/x') | https: and t.co"
            })
    void areWhatEveryKeptLineSpells(String filter, String expected) {
        assertThat(needles(filter)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "NOT (text LIKE '%#DSD%')",
                "text NOT LIKE '%#DSD%'",
                "text <> '#DSD'",
                "text IS NULL OR text = '#DSD'",
                "text LIKE '%#DSD%' OR n > 4",
                "lower(text) = 'anna'",
                "text ILIKE '%anna%'",
                "text RLIKE '#DSD'",
                "text = lang",
                "text = '/'",
                "text = '?'",
                "n = 123",
                "ratio = 1000.0",
                "big = 1000.0",
                "text = 1000",
                "at = '2020-02-29'",
                "contains(text, cast(X'C3' AS string))",
                "coalesce(text = '#DSD', true)",
                "text = NULL"
            })
    void areNoneWhereAKeptLineMayDoWithout(String filter) {
        assertThat(needles(filter).isEmpty()).isTrue();
        assertThat(finds(filter, "{}")).as("every line is found").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mañana #DSD 😀",
                "Ma\\u00f1ana #DSD 😀",
                "Ma\\u00F1ana #DSD 😀",
                "\\u004d\\u0061\\u00f1\\u0061\\u006e\\u0061\\u0020\\u0023\\u0044\\u0053\\u0044\\u0020\\ud83d\\ude00",
                "Mañana #DSD\\u0020\\uD83D\\uDE00",
                "Mañana #DS\\u0044 😀",
                "\\\\Mañan\\u0061 #DSD 😀"
            })
    void areFoundInEverySpelling(String spelling) {
        String filter = "text LIKE '%Mañana #DSD 😀%'";
        String line = "{\"id\":1,\"text\":\"" + spelling + "\"}";

        assertThat(finds(filter, line)).isTrue();
        byte[] bytes = Lines.utf8(line);
        assertThat(LineReader.of(RandomPredicate.SPEC.withFilter(filter), List.of())
                        .read(bytes, 0, bytes.length))
                .isEqualTo(Verdict.KEPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#DS", "DSD", "#dsd", "\\u0023DS\\u0064", "#DS\\u004", "\\u0023", ""})
    void areNotFoundInOtherTexts(String other) {
        assertThat(finds("text LIKE '%#DSD%'", "{\"id\":1,\"text\":\"" + other + "\"}"))
                .isFalse();
    }

    @Test
    void areFoundInDamagedLinesThatAreKeptNevertheless() {
        long seed = Long.getLong("weir.test.seed", 77L);
        System.out.println("damaged lines: -Dweir.test.seed=" + seed);
        RandomLine lines = new RandomLine(seed);
        String filter = "text LIKE '%#DSD%' OR array_contains(tags, 'é')";
        LineReader reader = LineReader.of(RandomPredicate.SPEC.withFilter(filter), List.of());
        int kept = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] line = lines.damaged();
            if (reader.read(line, 0, line.length) == Verdict.KEPT) {
                kept++;
                assertThat(needles(filter, line))
                        .describedAs(Arrays.toString(line))
                        .isTrue();
            }
        }
        assertThat(kept).isPositive();
    }

    private static boolean needles(String filter, byte[] line) {
        return needles(filter).search().find(ByteBuffer.wrap(line), 0, line.length) < line.length;
    }

    @Test
    void areFoundWhereverTheyStandInALongLine() {
        byte[] needle = Lines.utf8("#DS\\u0044");
        byte[] line = new byte[20 << 20];
        Arrays.fill(line, (byte) ' ');
        NeedleSearch search = needles("text LIKE '%#DSD%'").search();
        for (int at : new int[] {0, 1, 7, 8, 9, 4_095, line.length / 2, line.length - needle.length}) {
            byte[] one = line.clone();
            System.arraycopy(needle, 0, one, at, needle.length);
            assertThat(search.find(ByteBuffer.wrap(one), 0, one.length)).isBetween(at, at + needle.length);
            assertThat(search.find(ByteBuffer.wrap(one), 0, at + needle.length - 1))
                    .isEqualTo(at + needle.length - 1);
        }
    }

    @Test
    void areLeftAloneWhileMostLinesHaveThem() {
        NeedleSearch search = needles("text LIKE '%#DSD%'").search();
        byte[] with = Lines.utf8("x".repeat(1000) + "#DSD");
        byte[] without = Lines.utf8("x".repeat(1000));
        Consumer<byte[]> show = line -> {
            boolean found = search.find(ByteBuffer.wrap(line), 0, line.length) < line.length;
            search.passed(found ? 0 : line.length, found ? line.length : 0);
        };
        for (int i = 0; i < 2_000; i++) {
            show.accept(with);
        }
        assertThat(search.find(ByteBuffer.wrap(without), 0, without.length))
                .as("every line")
                .isZero();
        for (int i = 0; i < 40_000; i++) {
            show.accept(without);
        }
        assertThat(search.find(ByteBuffer.wrap(without), 0, without.length))
                .as("searches again")
                .isEqualTo(without.length);
    }

    @Test
    void areLookedForByTheRarestOfThem() {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            lines.append("{\"text\":\"common word").append(random.nextInt()).append("\"}\n");
        }
        byte[] block = (lines + "{\"text\":\"rare\"}\n").getBytes(StandardCharsets.UTF_8);

        NeedleSearch search =
                needles("text LIKE '%common word%' AND text LIKE '%rare%'").search();

        assertThat(search.find(ByteBuffer.wrap(block), 0, block.length)).isGreaterThan(block.length - 20);
    }
}

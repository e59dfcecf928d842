package weir.lake.files;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlainInstantTest {

    private static final List<String> SPELLINGS = List.of(
            "2026-11-22T10:06:25Z",
            "2026-11-22T10:06:25.1Z",
            "2026-11-22T10:06:25.000000001Z",
            "2024-02-29T23:59:59.999999999Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "-0001-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22t10:06:25z",
            "2026-11-22T10:06:25.1234567890Z",
            "2026-11-22T10:06:25.Z",
            "2026-11-22T10:06:25+00:00",
            "2026-11-22T10:06Z",
            "2026-02-30T10:06:25Z",
            "2026-11-22T10:60:25Z",
            "2026-11-22T10:06:60Z",
            "2026-11-22 10:06:25Z",
            "2026-11-22T10:06:2\u0665Z",
            "2026-11-22T10:06:25,5Z",
            "2026-11-22T10:06:25.5",
            "Z",
            "");

    @Test
    void readsAndRefusesWhatInstantDoes() {
        for (String spelling : SPELLINGS) {
            requireTheSame(spelling);
        }
    }

    @Test
    void readsWhatInstantWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long seconds = random.nextLong(-70_000_000_000L, 260_000_000_000L);
            int unit = List.of(1, 1_000, 1_000_000, 1_000_000_000).get(random.nextInt(4));
            Instant written = Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000) / unit * (long) unit);

            assertThat(PlainInstant.parse(written.toString())).isEqualTo(written);
        }
    }

    @Test
    void readsAndRefusesWhatInstantDoesWithOneCharacterChanged() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(SPELLINGS.get(random.nextInt(4)));
            text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ +x".charAt(random.nextInt(18)));

            requireTheSame(text.toString());
        }
    }

    private static void requireTheSame(String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeParseException e) {
            assertThatThrownBy(() -> PlainInstant.parse(text)).isInstanceOf(DateTimeParseException.class);
            return;
        }
        assertThat(PlainInstant.parse(text)).as(text).isEqualTo(expected);
    }
}

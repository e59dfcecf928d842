package weir.lake.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeRangeTest {

    private static final StreamSpec EVENTS = Lines.events("true");
    private static final long START = 1_795_305_600_000L;

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-23, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-22T10:00, 2026-11-22T10:00:01.5, 2026-11-22T10:00:00Z, 2026-11-22T10:00:01.500Z",
        "2026-11-22T10:00:00Z, 2026-11-22T10:00:00-03:00, 2026-11-22T10:00:00Z, 2026-11-22T13:00:00Z",
    })
    void readsTimesInUtc(String from, String to, Instant expectedFrom, Instant expectedTo) {
        assertThat(TimeRange.parse(from, to)).isEqualTo(new TimeRange(expectedFrom, expectedTo));
    }

    @Test
    void hasNoLimitWhereNoneIsGiven() {
        assertThat(TimeRange.parse(null, null)).isEqualTo(TimeRange.ALL);
        assertThat(TimeRange.ALL.contains(-62_135_596_800_000_000L)).isTrue();
        assertThat(TimeRange.ALL.contains(253_402_300_799_999_999L)).isTrue();
    }

    @Test
    void includesItsBeginAndExcludesItsEnd() {
        TimeRange second = TimeRange.parse("1970-01-01T00:00:01", "1970-01-01T00:00:02");

        assertThat(second.contains(999_999)).isFalse();
        assertThat(second.contains(1_000_000)).isTrue();
        assertThat(second.contains(1_999_999)).isTrue();
        assertThat(second.contains(2_000_000)).isFalse();
        assertThat(second.meets(second.to(), second.to())).isFalse();
        assertThat(second.meets(Instant.EPOCH, second.from())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2026-11-31", "2026-11-22T25:00", "22.11.2026", "2026-11-22 10:00:00"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> TimeRange.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read the time \"" + text
                        + "\": expected ISO-8601 in UTC, such as 2026-11-22 or 2026-11-22T10:00:00Z");
    }

    @Test
    void refusesARangeWithoutTime() {
        assertThatThrownBy(() -> TimeRange.parse("2026-11-22", "2026-11-22"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot use the time range from 2026-11-22T00:00:00Z to 2026-11-22T00:00:00Z: it ends"
                        + " before it begins (the end is exclusive)");
    }

    /** Events late by minutes, without time, malformed, control messages: the plain way is to read everything. */
    @Test
    void losesNoLineOfARange(@TempDir Path root) throws IOException {
        long seed = 5_150L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        LakeFiles files = LakeFiles.of(root.toString());
        History history = new History(files, "events");
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<byte[]> lines = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                lines.add(line(random, START + i * 10_000L));
            }
            manifests.add(Lines.commit(files, EVENTS, START + i * 10_000L, lines));
        }
        Archived.segment(files, manifests.subList(5, 15), 1);
        Archived.segment(files, manifests.subList(15, 20), 2);
        List<Archived.Found> all = Archived.read(history, history.pieces(TimeRange.ALL));
        assertThat(all).hasSizeGreaterThan(40);
        int pruned = 0;
        for (int i = 0; i < 60; i++) {
            Instant from = Instant.ofEpochMilli(START + random.nextInt(500) * 1_000L - 60_000);
            TimeRange range = new TimeRange(from, from.plusMillis(1 + random.nextInt(40_000)));

            List<Archived.Found> read = Archived.read(history, history.pieces(range));

            pruned += read.size() < all.size() ? 1 : 0;
            assertThat(inRange(read, range)).describedAs("%s", range).isEqualTo(inRange(all, range));
        }
        assertThat(pruned).isGreaterThan(30);
    }

    private static byte[] line(Random random, long batchMillis) {
        String at = Instant.ofEpochMilli(batchMillis - random.nextInt(120_000)).toString();
        return switch (random.nextInt(8)) {
            case 0 -> Lines.utf8("{\"id\":1}");
            case 1 -> Lines.utf8("{\"id\":2,\"at\":\"never\"}");
            case 2 -> Lines.utf8("{\"limit\":{},\"at\":\"" + at + "\"}");
            case 3 -> Lines.utf8("nonsense");
            case 4 -> Lines.utf8("{\"at\":\"" + at + "\"}");
            default -> Lines.event(3, at, "es");
        };
    }

    private static List<Archived.Found> inRange(List<Archived.Found> lines, TimeRange range) {
        LineReader reader = LineReader.of(EVENTS, List.of());
        return lines.stream()
                .filter(line -> {
                    byte[] bytes = Lines.utf8(line.text());
                    reader.read(bytes, 0, bytes.length);
                    return range.contains(
                            reader.eventTime().orElse(line.microbatch().timeMillis() * 1_000));
                })
                .sorted(Comparator.comparing(Archived.Found::microbatch).thenComparing(Archived.Found::number))
                .toList();
    }
}

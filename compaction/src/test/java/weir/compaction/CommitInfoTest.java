package weir.compaction;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class CommitInfoTest {

    private static final CommitInfo INFO = new CommitInfo(
            "events",
            7,
            5,
            9,
            "0123456789abcdef",
            new TreeMap<>(Map.of(
                    Instant.parse("2026-11-22T10:00:00Z"), new Verdicts(3, 3, 0, 1),
                    Instant.parse("2026-11-22T11:00:00Z"), new Verdicts(1, 0, 2, 0))));

    @Test
    void spellsItselfAsOneJsonObject() {
        assertThat(INFO.json())
                .isEqualTo("{\"writer\":\"weir\",\"format\":1,\"stream\":\"events\",\"plan\":7,\"from\":5,\"to\":9,"
                        + "\"filter\":\"0123456789abcdef\",\"kept\":4,\"dropped\":3,\"malformed\":2,\"control\":1,"
                        + "\"hours\":{\"2026-11-22T10:00:00Z\":{\"kept\":3,\"dropped\":3,\"malformed\":0,\"control\":1},"
                        + "\"2026-11-22T11:00:00Z\":{\"kept\":1,\"dropped\":0,\"malformed\":2,\"control\":0}}}");
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsBackWhatItWrote(long seed) {
        Random random = new Random(seed);
        CommitInfo info = new CommitInfo(
                "stream_" + random.nextInt(100),
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                Long.toHexString(random.nextLong()),
                hours(random));

        assertThat(CommitInfo.parse(info.json())).contains(info);
    }

    private static SortedMap<Instant, Verdicts> hours(Random random) {
        SortedMap<Instant, Verdicts> hours = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            hours.put(
                    Instant.ofEpochSecond(random.nextInt() * 3600L),
                    new Verdicts(random.nextInt(), random.nextInt(), random.nextLong(), random.nextLong()));
        }
        return hours;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nightly load",
                "42",
                "null",
                "[]",
                "{}",
                "{\"writer\":\"weir\"}",
                "{\"writer\":\"weir\",\"format\":2,\"plan\":7}",
                "{\"writer\":\"other\",\"plan\":7}",
                "{\"plan\":7}",
                "{\"writer\":\"weir\",\"format\":1,\"plan\":7,\"hours\":{\"noon\":{}}}",
                "[{\"writer\":\"weir\",\"plan\":7}]",
                "{\"writer\":\"weir\",\"plan\":"
            })
    void isNotInTheMetadataOfOthers(String metadata) {
        assertThat(CommitInfo.parse(metadata)).isEmpty();
    }

    @Test
    void isOfThePlanWithItsNumberAndItsMicrobatches() {
        assertThat(INFO.isOf(plan("events", 7, 5, 6, 9))).isTrue();
        assertThat(INFO.isOf(plan("events", 8, 5, 6, 9))).isFalse();
        assertThat(INFO.isOf(plan("others", 7, 5, 6, 9))).isFalse();
        assertThat(INFO.isOf(plan("events", 7, 6, 9))).isFalse();
        assertThat(INFO.isOf(plan("events", 7, 5, 6))).isFalse();
    }

    private static Plan plan(String stream, long number, long... times) {
        List<Microbatch> microbatches = LongStream.of(times)
                .mapToObj(time -> new Microbatch(stream, time))
                .toList();
        return new Plan(stream, number, microbatches, 10, 100);
    }
}

package weir.compaction;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class CommitInfoTest {

    private static final CommitInfo INFO = new CommitInfo("events", 7, 5, 9, "0123456789abcdef", 4, 3, 2, 1);

    @Test
    void spellsItselfAsOneJsonObject() {
        assertThat(INFO.json())
                .isEqualTo("{\"writer\":\"weir\",\"format\":1,\"stream\":\"events\",\"plan\":7,\"from\":5,\"to\":9,"
                        + "\"filter\":\"0123456789abcdef\",\"kept\":4,\"dropped\":3,\"malformed\":2,\"control\":1}");
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
                random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextLong());

        assertThat(CommitInfo.parse(info.json())).contains(info);
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

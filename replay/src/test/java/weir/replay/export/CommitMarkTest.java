package weir.replay.export;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

class CommitMarkTest {

    private static final Instant TIME = Instant.parse("2026-11-23T00:00:00Z");
    private static final TimeRange DAY = TimeRange.parse("2026-11-22", "2026-11-23");

    @Test
    void saysWhatWroteARange() {
        CommitMark mark = CommitMark.of(
                3,
                TIME,
                """
                {"writer":"weir","format":1,"filter":"f1","sql":"s1",
                 "from":"2026-11-22T00:00:00Z","to":"2026-11-23T00:00:00Z"}""");

        assertThat(mark.written()).containsExactly(new CommitMark.Written(DAY, "f1", "s1"));
    }

    @Test
    void saysWhatWroteEachOfSeveralRanges() {
        CommitMark mark = CommitMark.of(
                3,
                TIME,
                """
                {"writer":"weir","format":2,"ranges":[
                 {"filter":"f1","sql":"s1","from":"2026-11-20T00:00:00Z","to":"2026-11-22T00:00:00Z"},
                 {"filter":"f2","sql":"s1","from":"2026-11-22T00:00:00Z","to":"2026-11-23T00:00:00Z"}]}""");

        assertThat(mark.writtenInto(DAY)).containsExactly(new CommitMark.Written(DAY, "f2", "s1"));
        assertThat(mark.written()).hasSize(2);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "by hand",
                "[1]",
                "{}",
                "{\"from\":\"x\",\"to\":\"y\"}",
                "{\"ranges\":7}",
                "{\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-22T00:00:00Z\"}"
            })
    void saysNothingInOtherWords(String metadata) {
        assertThat(CommitMark.of(3, TIME, metadata)).isEqualTo(new CommitMark(3, TIME, List.of()));
    }
}

package weir.replay.serve;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultTest {

    @ParameterizedTest
    @CsvSource({
        "420@10s, BAN, 60, 0",
        "420=5m@10s, BAN, 300, 0",
        "stall@10s, STALL, 120, 0",
        "stall=30s@10s, STALL, 30, 0",
        "reset@10s, RESET, 0, 0",
        "limit@10s, LIMIT, 0, 100",
        "limit=7@10s, LIMIT, 0, 7",
        "' truncate@10s ', TRUNCATE, 0, 0"
    })
    void readsEachKindWithItsDefault(String text, FaultKind kind, long seconds, long messages) {
        assertThat(Fault.parse(text))
                .isEqualTo(new Fault(
                        kind, new FaultMoment.After(Duration.ofSeconds(10)), Duration.ofSeconds(seconds), messages));
    }

    @Test
    void takesANumberWithoutUnitAsMessages() {
        assertThat(Fault.parse("reset@500").moment()).isEqualTo(new FaultMoment.Sent(500));
        assertThat(Fault.parse("reset@0").moment()).isEqualTo(new FaultMoment.Sent(0));
        assertThat(Fault.parse("reset@1500ms").moment()).isEqualTo(new FaultMoment.After(Duration.ofMillis(1500)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            stall            | it has no moment
            stal@10s         | there is no kind "stal"
            @10s             | there is no kind ""
            reset=5s@10s     | reset takes no value
            420=60@10s       | "60" is no duration; write a number and a unit: ms, s, m, h or d
            stall=0s@10s     | it must last longer than 0s
            stall=-1s@10s    | -1s is less than nothing
            limit=0@10s      | "0" is no number of messages above 0
            limit=1s@10s     | "1s" is no number of messages above 0
            reset@           | "" is no duration; write a number and a unit: ms, s, m, h or d
            reset@soon       | "soon" is no duration; write a number and a unit: ms, s, m, h or d
            reset@-5         | "-5" is no duration; write a number and a unit: ms, s, m, h or d
            """)
    void saysWhatIsWrongAndWhatIsAllowed(String text, String why) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot use the fault \"" + text + "\": " + why
                        + "; write KIND@MOMENT with the kind 420, 420=60s, stall, stall=2m, reset, limit, limit=100 or"
                        + " truncate, and as moment a time since the start such as 10s or a number of messages sent such"
                        + " as 500");
    }
}

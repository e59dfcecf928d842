package weir.replay.serve;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"original,1", "60,60", "0.5x,0.5", "' 2X ',2"})
    void readsFactors(String text, double factor) {
        assertThat(Pace.parse(text)).isEqualTo(Pace.times(factor));
    }

    @Test
    void readsFlatOut() {
        assertThat(Pace.parse("MAX")).isEqualTo(Pace.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "0", "-1", "NaN", "Infinity", "", "x"})
    void refusesOtherWords(String text) {
        assertThatThrownBy(() -> Pace.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("speed must be original, max or a number above 0 such as 60, but is \"%s\"", text);
    }
}

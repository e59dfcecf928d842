package weir.bench.data;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NeedleTest {

    @Test
    void saysItsShareInPercent() {
        assertThat(Needles.planted().stream().map(Needle::share))
                .containsExactly("0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "50 %", "100 %");
    }

    @Test
    void isNoPartOfAnotherOne() {
        assertThat(Needles.planted()).allSatisfy(needle -> assertThat(Needles.planted())
                .filteredOn(other -> other.tag().contains(needle.tag()))
                .containsExactly(needle));
    }
}

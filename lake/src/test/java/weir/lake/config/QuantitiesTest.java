package weir.lake.config;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuantitiesTest {
    static LongStream numbers() {
        return new Random(20261123).longs(200, 0, 1L << 33).map(number -> number >> number % 33);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void printingIsTheInverseOfReading(long number) {
        assertThat(Quantities.bytes(Quantities.print(number))).isEqualTo(number);
        assertThat(Quantities.duration(Quantities.print(Duration.ofMillis(number))))
                .isEqualTo(Duration.ofMillis(number));
        assertThat(Quantities.duration(Quantities.print(Duration.ofSeconds(number))))
                .isEqualTo(Duration.ofSeconds(number));
    }

    @Test
    void printsTheLargestUnitThatIsExact() {
        assertThat(Quantities.print(256L << 10)).isEqualTo("256KiB");
        assertThat(Quantities.print(1000)).isEqualTo("1000B");
        assertThat(Quantities.print(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Quantities.print(Duration.ofDays(7))).isEqualTo("7d");
        assertThat(Quantities.print(Duration.ofMillis(1500))).isEqualTo("1500ms");
    }
}

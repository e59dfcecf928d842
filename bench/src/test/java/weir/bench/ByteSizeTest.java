package weir.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"841MB,841000000", "1 MiB,1048576", "1.5GB,1500000000", "7B,7", "2kB,2000"})
    void readsANumberAndAUnit(String text, long bytes) {
        assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
    }

    @Test
    void refusesANumberAlone() {
        assertThatThrownBy(() -> new ByteSize().convert("841"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("\"841\" is no size");
    }
}

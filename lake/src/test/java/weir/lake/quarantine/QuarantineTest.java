package weir.lake.quarantine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuarantineTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final byte[] BYTES = {'{', 0, (byte) 0xFF, '\r', '"', (byte) 0xC3};

    @TempDir
    private Path root;

    private Quarantine quarantine;
    private Path file;

    @BeforeEach
    void open() {
        quarantine = new Quarantine(LakeFiles.of(root.toString()), "events");
        file = root.resolve("quarantine/events/dt=2026-11-22/events-00000007.jsonl");
    }

    private static QuarantinedLine line(long number) {
        return new QuarantinedLine(
                new Malformed(Malformed.INVALID_UTF8, "byte 2 \"é\""), new Microbatch("events", 5), number, BYTES);
    }

    @Test
    void givesBackReasonOriginAndBytes() throws IOException {
        quarantine.write(7, DAY, List.of(line(3), line(4)).iterator());

        assertThat(quarantine.lines())
                .hasSize(2)
                .first()
                .usingRecursiveComparison()
                .isEqualTo(line(3));
        assertThat(file.getParent()).isDirectoryContaining("glob:**/events-00000007.jsonl");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void replacesThePlansFileAndLeavesOthers() throws IOException {
        quarantine.write(8, DAY, List.of(line(8)).iterator());
        quarantine.write(7, DAY.plusDays(1), List.of(line(9)).iterator());
        quarantine.write(7, DAY, List.of(line(1), line(2)).iterator());

        quarantine.write(7, DAY, List.of(line(5)).iterator());

        assertThat(quarantine.lines()).extracting(QuarantinedLine::line).containsExactly(5L, 8L, 9L);
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        assertThat(quarantine.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":1 | \"format\":2 | its format version is 2, and this version of Weir knows 1. Use the"
                        + " version of Weir that wrote it.",
                "\"bytes\" | \"raw\" | a line is not as it was written. Restore the file from a copy.",
                "events-5 | events-6 | a line is not as it was written. Restore the file from a copy.",
                "checksum | checksun | a line is not as it was written. Restore the file from a copy.",
                "{\"format | {{\"format | Unexpected character ('{' (code 123)): was expecting double-quote to start"
                        + " field name",
            })
    void refusesWhatItDidNotWrite(String old, String changed, String reason) throws IOException {
        quarantine.write(7, DAY, List.of(line(1)).iterator());
        Files.writeString(file, Files.readString(file).replace(old, changed));

        assertThatThrownBy(() -> quarantine.lines())
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read file:" + file + ": " + reason);
    }
}

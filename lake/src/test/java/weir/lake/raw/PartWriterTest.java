package weir.lake.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weir.lake.Lines;
import weir.lake.faults.Call;
import weir.lake.faults.Call.Operation;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartWriterTest {

    private static final Microbatch BATCH = new Microbatch("events", 1_000);
    private static final List<byte[]> LINES = List.of(
            Lines.event(1, "2020-01-02T00:00:00.000001Z", "es"),
            Lines.utf8(""),
            Lines.event(2, "2020-01-03", "pt"),
            Lines.utf8("{\"limit\":{}}\r"),
            new byte[] {(byte) 0xFF},
            Lines.utf8("{\"limit\":{}}"),
            Lines.event(3, "2020-01-01", "pt"),
            Lines.event(4, "no time", "es"),
            Lines.utf8("{\"id\":\"é\"}"));

    private static final int CHUNKS = 40;
    private static final byte[] CHUNK =
            ("[\"" + "x".repeat(995) + "\"]\n").repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path root;

    private LakeFiles files;
    private Path file;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        file = root.resolve(BATCH.path("part-00003"));
    }

    private PartWriter writer(Capture capture) {
        LineReader judge = LineReader.of(Lines.events("lang = 'es'"), List.of());
        return new PartWriter(files, BATCH, 3, judge, capture);
    }

    private WrittenPart write(Capture capture, List<byte[]> lines) throws IOException {
        try (PartWriter writer = writer(capture)) {
            for (byte[] line : lines) {
                byte[] framed = new byte[line.length + 5];
                System.arraycopy(line, 0, framed, 3, line.length);
                writer.take(framed, 3, line.length);
            }
            return writer.finish();
        }
    }

    @Test
    void writesEveryLineWithItsSumWhenAllAreCaptured() throws IOException {
        WrittenPart written = write(Capture.ALL, LINES);

        byte[] content = Lines.joined(LINES);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(written.part()).contains(new Part("part-00003", 9, content.length, Lines.sha256(content)));
    }

    @Test
    void countsWhatBecameOfEveryLine() throws IOException {
        Counts counts = write(Capture.ALL, LINES).counts();

        assertThat(counts).isEqualTo(new Counts(9, 9, 2, 2, 2, 0, Map.of("keep-alive", 1L, "limit", 2L)));
        assertThat(counts.received())
                .isEqualTo(counts.kept() + counts.dropped() + counts.malformed() + counts.controlTotal());
    }

    @Test
    void remembersTheFirstAndTheLastEvent() throws IOException {
        WrittenPart written = write(Capture.ALL, LINES);

        assertThat(written.firstEvent()).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(written.lastEvent()).contains(Instant.parse("2020-01-03T00:00:00Z"));
    }

    @Test
    void writesAllButTheDroppedWhenTheKeptAreCaptured() throws IOException {
        WrittenPart written = write(Capture.KEPT, LINES);

        List<byte[]> kept = new ArrayList<>(LINES);
        kept.remove(6);
        kept.remove(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(Lines.joined(kept));
        assertThat(written.counts()).isEqualTo(new Counts(9, 7, 2, 2, 2, 0, Map.of("keep-alive", 1L, "limit", 2L)));
        assertThat(written.part().orElseThrow().sha256()).isEqualTo(Lines.sha256(Lines.joined(kept)));
    }

    @ParameterizedTest
    @EnumSource(Capture.class)
    void makesOfLinesTogetherWhatItMakesOfEach(Capture capture) throws IOException {
        WrittenPart each = write(capture, LINES);
        byte[] content = Files.readAllBytes(file);
        WrittenPart together;
        try (PartWriter writer = writer(capture)) {
            writer.takeAll(Lines.joined(LINES.subList(0, 4)));
            writer.takeAll(new byte[0]);
            writer.takeAll(Lines.joined(LINES.subList(4, 6)));
            writer.take(LINES.get(6), 0, LINES.get(6).length);
            byte[] last = Lines.joined(LINES.subList(7, 9));
            writer.takeAll(Arrays.copyOf(last, last.length - 1));
            together = writer.finish();
        }

        assertThat(together).isEqualTo(each);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void writesMoreThanIsSyncedAtOnce() throws IOException {
        WrittenPart written = writeMuch();

        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(CHUNKS * CHUNK.length);
        assertThat(written.part())
                .contains(new Part("part-00003", 1_000L * CHUNKS, content.length, Lines.sha256(content)));
    }

    /** A sync beside the writing, or what is written meanwhile: whichever comes then. */
    @Test
    void isNoPartIfASyncFailed() throws IOException {
        try (Faults disk = Faults.in(root)) {
            files = disk.files();
            writeMuch(); // makes the folders
            disk.arm(Fault.NONE);
            writeMuch();
            List<Operation> calls = disk.calls().stream().map(Call::operation).toList();
            int sync = calls.indexOf(Operation.SYNC) + 1;
            assertThat(calls.subList(sync, calls.size())).contains(Operation.SYNC); // at the end

            disk.arm(new Fault(sync, Fault.Kind.FAIL, Fault.Moment.BEFORE));

            assertThatThrownBy(this::writeMuch).isInstanceOf(IOException.class);
            assertThat(disk.happened()).isTrue();
        }
    }

    private WrittenPart writeMuch() throws IOException {
        try (PartWriter writer = writer(Capture.ALL)) {
            for (int i = 0; i < CHUNKS; i++) {
                writer.takeAll(CHUNK);
            }
            return writer.finish();
        }
    }

    @Test
    void saysThatTheFileCannotBeWritten() throws IOException {
        Files.createDirectories(file); // a folder of that name
        try (PartWriter writer = writer(Capture.ALL)) {
            writer.takeAll(Lines.utf8("{}\n"));

            assertThatThrownBy(writer::finish).isInstanceOf(IOException.class).hasMessageContaining("part-00003");
        }
    }

    @Test
    void leavesNoFileForAPartWithoutLines() throws IOException {
        WrittenPart nothing = write(Capture.ALL, List.of());
        WrittenPart dropped = write(Capture.KEPT, List.of(Lines.event(1, "2020-01-01", "pt")));

        assertThat(nothing.part()).isEmpty();
        assertThat(nothing.firstEvent()).isEmpty();
        assertThat(nothing.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, Map.of()));
        assertThat(dropped.part()).isEmpty();
        assertThat(dropped.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, Map.of()));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void replacesThePartOfAnAttemptThatEndedTooEarly() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half of a much longer line than the one that will stand here", StandardCharsets.UTF_8);

        write(Capture.ALL, List.of(Lines.utf8("{}")));

        assertThat(file).hasContent("{}\n");
    }
}

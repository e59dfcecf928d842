package weir.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.Plans;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtractedFileTest {

    private static final long FIRST_BATCH =
            Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final int BATCHES = 29;
    private static final int LINE_BYTES = 20_000;

    @TempDir
    private Path folder;

    private final StreamSpec spec = Lines.notes("author.id < 7");
    private final List<String> words = new ArrayList<>();
    private LakeFiles files;
    private Path file;

    @BeforeEach
    void fillLake() throws IOException {
        files = LakeFiles.of(folder.resolve("lake").toString());
        file = folder.resolve("notes.ndjson");
        for (int i = 0; i < BATCHES; i++) {
            commit(i);
            if (i % 5 == 4) {
                Plans.finish(files, spec);
            }
        }
    }

    private void commit(int batch) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        Random random = new Random(batch);
        for (int i = 0; i < 10; i++) {
            byte[] noise = new byte[LINE_BYTES]; // tasks are made of bytes of the disk
            random.nextBytes(noise);
            String note =
                    new String(Lines.note(batch * 10L + i, "2026-11-22T10:00:00Z", i % 9), StandardCharsets.UTF_8);
            lines.add(Lines.utf8(
                    note.replaceFirst("}$", ",\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}")));
        }
        Lines.commit(files, spec, FIRST_BATCH + batch * 5_000L, lines);
    }

    private Extraction extraction(StreamSpec with) {
        return new Extraction(new History(files, spec.name()), with, TimeRange.ALL);
    }

    private byte[] expected(StreamSpec with) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Extraction extraction = extraction(with);
        extraction.run(extraction.selection(), out, bytes -> {});
        return out.toByteArray();
    }

    private long write(StreamSpec with) throws IOException {
        Extraction extraction = extraction(with);
        return write(extraction, extraction.selection());
    }

    private long write(Extraction extraction, Selection selection) throws IOException {
        words.clear();
        return new ExtractedFile(file, 1).write(extraction, selection, words::add, bytes -> {});
    }

    /** Fails when it comes to the last one of some captured files; all before are done then. */
    private void fail(StreamSpec with, int files) throws IOException {
        Extraction extraction = extraction(with);
        Selection selection = extraction.selection();
        Path hidden;
        try (Stream<Path> tree = Files.walk(folder.resolve("lake"))) {
            hidden = tree.filter(path -> path.toString().matches(".*/(part-00000|.*[.]zst)"))
                    .sorted(Comparator.comparing(path -> path.toString().replaceFirst(".*/tweets-|.*/notes-", "")))
                    .skip(files - 1L)
                    .findFirst()
                    .orElseThrow();
        }
        Path elsewhere = Files.move(hidden, folder.resolve("hidden"));
        assertThatThrownBy(() -> write(extraction, selection)).isInstanceOf(IOException.class);
        Files.move(elsewhere, hidden);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> path.toString().contains("notes.ndjson"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void goesOnWhereItFailedAndHasTheSameBytesInTheEnd() throws IOException {
        fail(spec, 3);
        assertThat(words).isEmpty();
        fail(spec, 3);
        assertThat(words).singleElement().asString().startsWith("Goes on with ");
        fail(spec, 9);
        assertThat(file).doesNotExist();

        long kept = write(spec);

        assertThat(words).singleElement().asString().matches("Goes on with .*, which has [1-9][0-9]+ lines");
        assertThat(file).hasBinaryContent(expected(spec));
        assertThat(kept).isEqualTo(Files.readAllLines(file).size());
        assertThat(left()).containsExactly(file);
    }

    @Test
    void takesWhatWasCapturedMeanwhile() throws IOException {
        fail(spec, 4);
        commit(BATCHES);

        write(spec);

        assertThat(words).singleElement().asString().startsWith("Goes on with ");
        assertThat(file).hasBinaryContent(expected(spec));
    }

    @Test
    void beginsAgainWithAnotherFilter() throws IOException {
        fail(spec, 4);

        write(spec.withFilter("author.id = 3"));

        assertThat(words)
                .singleElement()
                .asString()
                .startsWith("Begins again")
                .contains("another stream, range, filter");
        assertThat(file).hasBinaryContent(expected(spec.withFilter("author.id = 3")));
    }

    @Test
    void neverKeepsWhatWasDeletedMeanwhile() throws IOException {
        fail(spec, 4);
        Lines.commit(files, spec, FIRST_BATCH + BATCHES * 5_000L, List.of(Lines.utf8("{\"delete\":{\"id\":1}}")));

        write(spec);

        assertThat(words).singleElement().asString().contains("something was deleted since");
        assertThat(file).hasBinaryContent(expected(spec));
        assertThat(Files.readString(file)).doesNotContain("\"text-of-1\"").contains("\"text-of-2\"");
    }

    @Test
    void beginsAgainIfACompactionHasMovedWhatItReadAlready() throws IOException {
        fail(spec, 9);
        Plans.finish(files, spec);

        write(spec);

        assertThat(words).singleElement().asString().endsWith("has changed since, as by a compaction");
        assertThat(file).hasBinaryContent(expected(spec));
    }

    @Test
    void beginsAgainIfThePartIsNotWhatTheMarkSays() throws IOException {
        fail(spec, 4);
        try (FileChannel part = FileChannel.open(left().get(0), StandardOpenOption.WRITE)) {
            part.truncate(10);
        }
        write(spec);
        assertThat(words).singleElement().asString().startsWith("Begins again").contains("it has 10 bytes of ");

        fail(spec, 4);
        Files.writeString(left().get(2), "{\"format\":7}");
        write(spec);
        assertThat(words).singleElement().asString().startsWith("Begins again");
        assertThat(file).hasBinaryContent(expected(spec));
    }

    @Test
    void leavesNothingIfThereIsNoMarkYet() throws IOException {
        Files.writeString(file, "before");
        Extraction extraction = extraction(spec);
        ExtractedFile extracted = new ExtractedFile(file);

        assertThatThrownBy(() -> extracted.write(extraction, extraction.selection(), words::add, bytes -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessageContaining("killed");

        assertThat(left()).containsExactly(file);
        assertThat(file).hasContent("before");
    }

    @Test
    void letsOneProcessWorkAtATime() throws IOException {
        Path part = folder.resolve("notes.ndjson.part");
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> write(spec)).hasMessageContaining("somebody else is writing " + part);
        }
        assertThat(part).exists();
    }
}

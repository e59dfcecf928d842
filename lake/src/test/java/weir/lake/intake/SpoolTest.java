package weir.lake.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.files.LakeFiles;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpoolTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:06:25.123456Z");
    private static final SpoolLimits WIDE = new SpoolLimits(1L << 30, 0);
    /** Every chunk of 20 bytes or more ends its file. */
    private static final SpoolLimits NARROW = new SpoolLimits(1_600, 0);

    @TempDir
    private Path root;

    private LakeFiles files;
    private Spool spool;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        spool = new Spool(files, "events");
    }

    @Test
    void chunksComeBackAsTheyWere() throws IOException {
        Random random = new Random(4);
        byte[] anything = new byte[100_000];
        random.nextBytes(anything);
        Chunk full = new Chunk(
                7,
                new Connection(BEGIN, BEGIN.plusSeconds(3), 12),
                List.of(new Gap(Cause.BACK_PRESSURE, BEGIN, BEGIN.plusMillis(1), 3, "é \"\n")),
                5,
                anything);
        try (SpoolWriter writer = SpoolWriter.open(files, "events", WIDE, 7)) {
            writer.append(full);
            writer.append(chunk(8, ""));
        }

        List<Chunk> read = read(0);
        assertThat(read).extracting(Chunk::sequence).containsExactly(7L, 8L);
        assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(full);
        assertThat(read.get(1).lines()).isEmpty();
    }

    @Test
    void aSpoolGoesOnWhereItEnded() throws IOException {
        write(WIDE, 3, chunk(3, "a"), chunk(4, "b"));
        try (SpoolWriter writer = SpoolWriter.open(files, "events", WIDE, 0)) {
            assertThat(writer.next()).isEqualTo(5);
            writer.append(chunk(5, "c"));
        }

        assertThat(sequences(0)).containsExactly(3L, 4L, 5L);
        assertThat(sequences(5)).containsExactly(5L);
        assertThat(spool.last().map(Chunk::sequence)).contains(5L);
    }

    @Test
    void syncsWhatIsNotReleasedAndGoesOn() throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", NARROW, 0)) {
            writer.append(chunk(0, "0123456789"));
            writer.append(chunk(1, "0123456789"));
            writer.append(chunk(2, "0123456789"));
            spool.release(1);
            writer.sync();
            writer.append(chunk(3, "0123456789"));
            writer.sync();
        }

        assertThat(sequences(0)).containsExactly(2L, 3L);
    }

    @Test
    void aSequenceIsNeverGivenTwiceEvenIfAllChunksWereReleased() throws IOException {
        write(NARROW, 0, chunk(0, "0123456789"), chunk(1, "0123456789"), chunk(2, "0123456789"));
        spool.release(2);
        for (SpoolFile left : spool.files()) {
            Files.write(root.resolve(left.path()), new byte[0]);
        }

        try (SpoolWriter writer = SpoolWriter.open(files, "events", NARROW, 0)) {
            assertThat(writer.next()).isEqualTo(2);
        }
        try (SpoolWriter writer = SpoolWriter.open(files, "events", NARROW, 3)) {
            assertThat(writer.next()).isEqualTo(3);
        }
    }

    @Test
    void everyCutOfTheLastFileLeavesTheWholeChunksBeforeIt() throws IOException {
        write(WIDE, 0, chunk(0, "first"), chunk(1, "second"), chunk(2, "third"));
        Path file = root.resolve(spool.files().get(0).path());
        byte[] whole = Files.readAllBytes(file);
        int complete = 0;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<Long> found = sequences(0);
            assertThat(found.size()).isBetween(complete, complete + 1);
            complete = found.size();
            assertThat(found).isSubsetOf(0L, 1L, 2L);
        }
        assertThat(complete).isEqualTo(3);
    }

    @Test
    void everyFlippedByteHidesItsChunkAndNoOther() throws IOException {
        write(WIDE, 0, chunk(0, "first"), chunk(1, "second"), chunk(2, "third"));
        List<String> all = read(0).stream().map(SpoolTest::text).toList();
        Path file = root.resolve(spool.files().get(0).path());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(4);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            List<String> left = read(0).stream().map(SpoolTest::text).toList();
            assertThat(left).as("byte " + i).hasSize(2).isSubsetOf(all);
        }
    }

    @Test
    void whatIsBehindADamageInAnotherFileIsRead() throws IOException {
        write(NARROW, 0, chunk(0, "a".repeat(200)), chunk(1, "b".repeat(200)), chunk(2, "c"));
        assertThat(spool.files()).hasSizeGreaterThan(2);
        Files.write(root.resolve(spool.files().get(1).path()), new byte[] {1, 2, 3});

        assertThat(sequences(0)).containsExactly(0L, 2L);
    }

    @Test
    void aChunkThatWasWrittenTwiceIsReadOnce() throws IOException {
        write(WIDE, 0, chunk(0, "a"), chunk(1, "b"));
        Path first = root.resolve(spool.files().get(0).path());
        byte[] both = Files.readAllBytes(first);
        Files.write(root.resolve(new SpoolFile("events", 1).path()), both);

        assertThat(sequences(0)).containsExactly(0L, 1L);
    }

    @Test
    void onlyFilesWhoseChunksAreAllCommittedAreReleased() throws IOException {
        write(NARROW, 0, chunk(0, "a".repeat(200)), chunk(1, "b".repeat(200)), chunk(2, "c".repeat(200)));
        spool.release(1);
        assertThat(sequences(0)).containsExactly(2L);

        spool.release(2);
        assertThat(spool.files()).containsExactly(new SpoolFile("events", 2));
    }

    @Test
    void aFullSpoolIsBackPressureUntilSomethingIsReleased() throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", NARROW, 0)) {
            while (writer.obstacle(200).isEmpty()) {
                writer.append(chunk(writer.next(), "a".repeat(199)));
            }
            assertThat(writer.obstacle(200)).contains(Cause.BACK_PRESSURE);
            assertThat(writer.next()).isBetween(3L, 8L);

            spool.release(1);

            assertThat(writer.obstacle(200)).isEmpty();
        }
    }

    @Test
    void aChunkLargerThanTheSpoolPassesWhenNothingElseWaits() throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", NARROW, 0)) {
            assertThat(writer.obstacle(1_000_000)).isEmpty();
        }
    }

    @Test
    void aDiskWithoutRoomIsAnObstacle() throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", new SpoolLimits(1L << 30, 1L << 60), 0)) {
            assertThat(writer.obstacle(1)).contains(Cause.DISK);
        }
    }

    @Test
    void anotherSequenceThanTheNextIsRefused() throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", WIDE, 0)) {
            assertThatThrownBy(() -> writer.append(chunk(1, "a"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theAliveMarkComesBack() throws IOException {
        AliveMark mark = new AliveMark("events", new Connection(BEGIN, BEGIN.plusSeconds(1)), 41, Optional.empty());
        assertThat(AliveMark.read(files, "events")).isEmpty();
        mark.write(files);
        assertThat(AliveMark.read(files, "events")).contains(mark);
        AliveMark stopped = new AliveMark("events", mark.connection(), -1, Optional.of(Cause.STOPPED));
        stopped.write(files);
        assertThat(AliveMark.read(files, "events")).contains(stopped);
        AliveMark.remove(files, "events");
        assertThat(AliveMark.read(files, "events")).isEmpty();
    }

    private void write(SpoolLimits limits, long first, Chunk... chunks) throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", limits, first)) {
            for (Chunk chunk : chunks) {
                writer.append(chunk);
            }
            writer.sync();
        }
    }

    private List<Chunk> read(long from) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        SpoolReader reader = spool.read(from);
        for (Optional<Chunk> next = reader.next(); next.isPresent(); next = reader.next()) {
            chunks.add(next.get());
        }
        return chunks;
    }

    private List<Long> sequences(long from) throws IOException {
        return read(from).stream().map(Chunk::sequence).toList();
    }

    private static String text(Chunk chunk) {
        return new String(chunk.lines(), StandardCharsets.UTF_8).strip();
    }

    private static Chunk chunk(long sequence, String line) {
        byte[] lines = line.isEmpty() ? new byte[0] : (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Chunk(sequence, new Connection(BEGIN, BEGIN), List.of(), 0, lines);
    }
}

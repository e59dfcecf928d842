package weir.lake.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.verify.ArchiveVerification;
import weir.lake.verify.Verified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who has planned what to read of a segment reads every line once, whenever the segment is rewritten. */
class RewrittenWhileReadTest {

    private static final long DAY = 1_795_305_600_000L;
    private static final StreamSpec SPEC = Lines.events("true");
    private static final int LINES = 24;

    @TempDir
    private Path root;

    private LakeFiles files;
    private History history;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        history = new History(files, "events");
    }

    /** Random bytes that zstd cannot make shorter, none of them an LF. */
    private static byte[] noise(Random random, int length) {
        byte[] line = new byte[length];
        for (int i = 0; i < length; i++) {
            line[i] = (byte) (32 + random.nextInt(224));
        }
        return line;
    }

    private SegmentFooter write(List<byte[]> lines, int frameBytes) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        int half = lines.size() / 2;
        manifests.add(
                Lines.commitParts(files, new Microbatch("events", DAY), List.of(Lines.joined(lines.subList(0, half)))));
        manifests.add(Lines.commitParts(
                files, new Microbatch("events", DAY + 1), List.of(Lines.joined(lines.subList(half, lines.size())))));
        Segment segment = new Segment("events", manifests.get(0).microbatch().date(), DAY, DAY + 1, 7);
        try (SegmentWriter writer = new SegmentWriter(files, segment, SPEC, frameBytes)) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
                files.delete(manifest.microbatch().folder());
            }
            return writer.finish();
        }
    }

    private SegmentFooter numbered() throws IOException {
        Random random = new Random(1);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String noise = new String(noise(random, random.nextInt(60)), StandardCharsets.ISO_8859_1);
            lines.add(("%02d ".formatted(i) + noise).getBytes(StandardCharsets.ISO_8859_1));
        }
        return write(lines, 100);
    }

    /** Deletes lines by their numbers. */
    private void delete(SegmentFooter footer, int... numbers) throws IOException {
        List<String> begins = Arrays.stream(numbers)
                .mapToObj(number -> "%02d ".formatted(number))
                .toList();
        LineEdit edit = (buffer, offset, length) ->
                length > 0 && begins.contains(new String(buffer, offset, 3, StandardCharsets.ISO_8859_1))
                        ? Optional.of(new byte[0])
                        : Optional.empty();
        assertThat(new SegmentRewrite(files, SPEC)
                        .run(footer, frame -> true, () -> edit)
                        .deletedLines())
                .isEqualTo(numbers.length);
    }

    private static void read(HistoryCursor cursor, int most, List<String> found) throws IOException {
        for (int i = 0; i < most && cursor.next(); i++) {
            String text = new String(
                    cursor.buffer(), cursor.offset(), Math.min(2, cursor.length()), StandardCharsets.ISO_8859_1);
            found.add(cursor.microbatch().timeMillis() - DAY + "/" + cursor.line() + "=" + text);
        }
    }

    private static List<String> lines(List<Integer> deleted) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            int half = LINES / 2;
            lines.add(i / half + "/" + i % half + "=" + (deleted.contains(i) ? "" : "%02d".formatted(i)));
        }
        return lines;
    }

    /** Each line as it was or as it is. */
    private static void requireOldOrNew(List<String> found, List<Integer> deleted) {
        List<String> old = lines(List.of());
        List<String> now = lines(deleted);
        assertThat(found).hasSameSizeAs(old);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isIn(old.get(i), now.get(i));
        }
    }

    /** The pieces of a segment, of one frame each or all in one. */
    private List<Piece> pieces(SegmentFooter footer, boolean alone) throws IOException {
        Piece.Archived whole = (Piece.Archived) history.pieces(TimeRange.ALL).get(0);
        assertThat(whole.frames()).isEqualTo(footer.frames());
        if (!alone) {
            return List.of(whole);
        }
        List<Piece> pieces = new ArrayList<>();
        for (Frame frame : footer.frames()) {
            pieces.add(new Piece.Archived(
                    footer.segment(),
                    footer.seal(),
                    List.of(frame),
                    footer.spans().get(frame.number()),
                    whole.wanted()));
        }
        return pieces;
    }

    @Test
    void readsEveryLineOnceWhereverItHasComeTo() throws IOException {
        for (boolean alone : new boolean[] {true, false}) {
            for (int before = 0; before <= LINES; before++) {
                SegmentFooter footer = numbered();
                assertThat(footer.frames()).hasSizeGreaterThan(8);
                List<String> found = new ArrayList<>();
                try (HistoryCursor cursor = history.open(pieces(footer, alone))) {
                    read(cursor, before, found);
                    delete(footer, 0, 1, 5, 12, 13, 14, 15, 22);
                    read(cursor, 1, found);
                    delete(new Archive(files, "events").footer(footer.segment()), 3, 16, 23);
                    read(cursor, LINES, found);
                }

                List<Integer> deleted = List.of(0, 1, 3, 5, 12, 13, 14, 15, 16, 22, 23);
                requireOldOrNew(found, deleted);
                if (before == 0) {
                    assertThat(found).isEqualTo(lines(alone ? deleted : List.of(0, 1, 5, 12, 13, 14, 15, 22)));
                }
                files.delete("archive");
            }
        }
    }

    /** As a file system that does not keep an open file: it is another one from the next reading on. */
    @Test
    void goesOnWhenAnOpenFileIsTakenAway() throws IOException {
        for (int before = 1; before < LINES; before++) {
            SegmentFooter footer = numbered();
            Path file = root.resolve(footer.segment().path());
            Path kept = root.resolve("kept");
            Files.createLink(kept, file);
            List<String> found = new ArrayList<>();
            try (HistoryCursor cursor = history.open(pieces(footer, false))) {
                read(cursor, before, found);
                delete(footer, 0, 1, 5, 12, 13, 14, 15, 22);
                byte[] rewritten = Files.readAllBytes(file);
                // the file that was opened has the name again, and gets other bytes
                Files.delete(file);
                Files.createLink(file, kept);
                Files.delete(kept);
                Files.write(file, rewritten);
                read(cursor, LINES, found);
            }

            requireOldOrNew(found, List.of(0, 1, 5, 12, 13, 14, 15, 22));
            files.delete("archive");
        }
    }

    @Test
    void isNotMisledByAFrameThatLiesWhereAnotherOneLay() throws IOException {
        int misleading = 0;
        for (int length = 60; length < 130; length++) {
            Random random = new Random(2);
            byte[] shrinking = noise(random, 1_100);
            List<byte[]> lines = List.of(shrinking, noise(random, 1_000), noise(random, 1_000), noise(random, 1_000));
            SegmentFooter footer = write(lines, 1);
            List<Piece> pieces = pieces(footer, true);
            byte[] shrunk = noise(random, length);

            Rewritten rewritten = new SegmentRewrite(files, SPEC)
                    .run(footer, frame -> frame == 0, () -> (buffer, offset, lineLength) -> Optional.of(shrunk));

            assertThat(footer.frames().subList(1, 4))
                    .extracting(Frame::bytes)
                    .containsOnly(footer.frames().get(1).bytes());
            misleading += rewritten.footer().frames().get(2).offset()
                            == footer.frames().get(1).offset()
                    ? 1
                    : 0;
            for (int i = 0; i < lines.size(); i++) {
                try (HistoryCursor cursor = history.open(pieces.get(i))) {
                    assertThat(cursor.next()).isTrue();
                    byte[] line =
                            Arrays.copyOfRange(cursor.buffer(), cursor.offset(), cursor.offset() + cursor.length());
                    assertThat(line).isEqualTo(i == 0 ? shrunk : lines.get(i));
                }
            }
            files.delete("archive");
        }
        assertThat(misleading).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithASegmentOfOtherFrames() throws IOException {
        SegmentFooter footer = numbered();
        List<Piece> pieces = pieces(footer, false);
        files.delete("archive");
        write(List.of(Lines.utf8("00 "), Lines.utf8("01 "), Lines.utf8("02 ")), 1);

        assertThatThrownBy(() -> read(history.open(pieces), LINES, new ArrayList<>()))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot go on with frame 0 of "
                        + files.uri(footer.segment().path())
                        + ": the file was replaced, and has no such frame of "
                        + footer.frames().get(0).lines() + " lines any more. Begin to read again.");
    }

    @Test
    void tellsOfDamageInAFileThatWasNotRewritten() throws IOException {
        SegmentFooter footer = numbered();
        List<Piece> pieces = pieces(footer, false);
        Path file = root.resolve(footer.segment().path());
        byte[] damaged = Files.readAllBytes(file);
        damaged[(int) footer.frames().get(3).offset() + 12] ^= 4;
        Files.write(file, damaged);
        List<String> found = new ArrayList<>();

        assertThatThrownBy(() -> read(history.open(pieces), LINES, found))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessageStartingWith("Cannot read the frame at byte "
                        + footer.frames().get(3).offset() + " of "
                        + files.uri(footer.segment().path()) + ": ");
        assertThat(found)
                .isEqualTo(lines(List.of())
                        .subList(
                                0,
                                footer.frames().subList(0, 3).stream()
                                        .mapToInt(Frame::lines)
                                        .sum()));
    }

    @Test
    void hasAFooterToWhoAsksWhileItIsReplaced() throws IOException {
        SegmentFooter before = numbered();
        Path file = root.resolve(before.segment().path());
        byte[] old = Files.readAllBytes(file);
        delete(before, 0, 1, 5, 12, 13, 14, 15, 20);
        SegmentFooter after = new Archive(files, "events").footer(before.segment());
        Path now = Files.copy(file, root.resolve("now"));
        Files.write(file, old);
        Archive archive = new Archive(LakeFiles.of(ReplacingFileSystem.SCHEME + "://" + root), "events");
        assertThat(archive.footer(before.segment())).isEqualTo(before);

        ReplacingFileSystem.once(() -> Files.move(now, file, StandardCopyOption.ATOMIC_MOVE));

        assertThat(archive.footer(before.segment())).isEqualTo(after);
        assertThat(now).doesNotExist();
    }

    @Test
    void isNoMismatchToWhoVerifiesMeanwhile() throws IOException {
        SegmentFooter footer = numbered();
        AtomicBoolean rewritten = new AtomicBoolean();

        Verified verified = new ArchiveVerification(files, SPEC, TimeRange.ALL).run(bytes -> {
            if (!rewritten.getAndSet(true)) {
                try {
                    delete(footer, 0, 1, 5, 12);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        assertThat(rewritten).isTrue();
        assertThat(verified).isEqualTo(new Verified("archive", "1 segments, 2 microbatches, 24 lines", List.of()));
    }
}

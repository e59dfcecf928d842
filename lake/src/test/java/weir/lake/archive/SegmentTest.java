package weir.lake.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.github.luben.zstd.ZstdInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SegmentTest {

    private static final long DAY = 1_795_305_600_000L;

    /** The byte of a zstd frame that has bits without meaning for the content. */
    private static final int FRAME_HEADER_DESCRIPTOR = 4;

    @TempDir
    private Path root;

    private LakeFiles files;
    private Archive archive;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        archive = new Archive(files, "events");
    }

    private static Segment segment(List<Manifest> manifests, long plan) {
        Microbatch first = manifests.get(0).microbatch();
        Microbatch last = manifests.get(manifests.size() - 1).microbatch();
        return new Segment("events", first.date(), first.timeMillis(), last.timeMillis(), plan);
    }

    private SegmentFooter write(List<Manifest> manifests, long plan) throws IOException {
        try (SegmentWriter writer = new SegmentWriter(files, segment(manifests, plan), Lines.events("true"))) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
            }
            return writer.finish();
        }
    }

    private Manifest small(long time) throws IOException {
        return Lines.commitParts(files, new Microbatch("events", time), List.of(Lines.utf8("a\nb\n"), Lines.utf8("c")));
    }

    private List<byte[]> lines(SegmentFooter footer) throws IOException {
        List<byte[]> found = new ArrayList<>();
        try (SegmentLines lines = new SegmentLines(files, footer.segment().path(), footer.frames())) {
            while (lines.next()) {
                found.add(Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length()));
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsEveryLineOfEveryDay(long seed) throws IOException {
        System.out.println("seed " + seed);
        Microbatches random = new Microbatches(seed);
        for (int day = 0; day < 2; day++) {
            List<Manifest> manifests = new ArrayList<>();
            List<byte[]> expected = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Manifest manifest = random.commit(files, DAY + day * 86_400_000L + i * 5_000L);
                manifests.add(manifest);
                expected.addAll(Microbatches.lines(files, manifest));
            }

            SegmentFooter footer = write(manifests, day);

            byte[] file = files.read(footer.segment().path());
            try (ZstdInputStream plain = new ZstdInputStream(new ByteArrayInputStream(file))) {
                assertThat(plain.readAllBytes()).isEqualTo(Lines.joined(expected));
            }
            assertThat(lines(footer)).containsExactlyElementsOf(expected);
            assertThat(footer.bytes()).isLessThan(file.length);
            assertThat(footer.lines()).isEqualTo(expected.size());
            assertThat(archive.footer(footer.segment())).isEqualTo(footer);
        }
        assertThat(archive.segments()).extracting(Segment::plan).containsExactly(0L, 1L);
    }

    @Test
    void compressesInFramesThatCanBeReadAlone() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lines.add(Lines.utf8("%08d".formatted(i).repeat(100)));
        }
        Manifest manifest = Lines.commitParts(files, new Microbatch("events", DAY), List.of(Lines.joined(lines)));

        SegmentFooter footer = write(List.of(manifest), 1);

        assertThat(footer.frames()).hasSize(4);
        int before = 0;
        for (Frame frame : footer.frames()) {
            assertThat(frame.rawBytes()).isLessThanOrEqualTo(1 << 20);
            try (SegmentLines alone = new SegmentLines(files, footer.segment().path(), List.of(frame))) {
                assertThat(alone.next()).isTrue();
                String first = new String(alone.buffer(), alone.offset(), 8, StandardCharsets.UTF_8);
                assertThat(first).isEqualTo("%08d".formatted(before));
            }
            before += frame.lines();
        }
    }

    @Test
    void refusesARawFileThatIsNotWhatItsManifestSaysAndRemovesNothing() throws IOException {
        Manifest good = small(DAY);
        Manifest bad = small(DAY + 1);
        String part = bad.microbatch().path("part-00001");
        Files.writeString(root.resolve(part), "d");

        assertThatThrownBy(() -> write(List.of(good, bad), 7))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot archive file:" + root.resolve(part) + ": its manifest says 1 lines with SHA-256 "
                        + Lines.sha256(Lines.utf8("c")) + ", the file has 1 with " + Lines.sha256(Lines.utf8("d"))
                        + ". Nothing was removed. Restore the file, or correct the manifest if the file is right.");
        assertThat(archive.segments()).isEmpty();
        assertThat(new RawZone(files, "events").committed()).containsExactly(good.microbatch(), bad.microbatch());
        assertThat(root.resolve(part)).hasContent("d");
    }

    @Test
    void replacesWhatAnAttemptThatEndedTooEarlyLeft() throws IOException {
        List<Manifest> manifests = List.of(small(DAY), small(DAY + 1));
        Segment segment = segment(manifests, 7);
        files.publish(segment.path() + ".tmp", new byte[100_000]);
        files.publish(segment.indexPath() + ".tmp", new byte[100_000]);
        assertThat(archive.segments()).isEmpty();

        SegmentFooter footer = write(manifests, 7);

        assertThat(archive.segments()).containsExactly(segment);
        assertThat(archive.indexed()).containsExactly(segment);
        assertThat(lines(footer)).hasSize(6);
        assertThat(files.list("archive/events/dt=" + segment.date()))
                .containsExactly(segment.name() + ".index", segment.name() + ".jsonl.zst");
    }

    @Test
    void isNoPartOfTheArchiveBeforeItIsFinished() throws IOException {
        List<Manifest> manifests = List.of(small(DAY));
        try (SegmentWriter writer = new SegmentWriter(files, segment(manifests, 7), Lines.events("true"))) {
            writer.append(manifests.get(0));
        }

        assertThat(archive.segments()).isEmpty();
    }

    @Test
    void givesNoOtherLinesWhenABitIsFlipped() throws IOException {
        SegmentFooter footer = write(List.of(small(DAY)), 7);
        List<byte[]> expected = lines(footer);
        Path file = root.resolve(footer.segment().path());
        byte[] content = Files.readAllBytes(file);
        for (int bit = 0; bit < content.length * 8; bit++) {
            byte[] flipped = content.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            if (bit / 8 >= footer.bytes()) {
                assertThatThrownBy(() -> archive.footer(footer.segment()))
                        .describedAs("bit %d", bit)
                        .isInstanceOf(CorruptLakeException.class)
                        .hasMessageStartingWith("Cannot read the footer of file:" + file + ": ");
                continue;
            }
            assertThat(archive.footer(footer.segment())).isEqualTo(footer);
            try {
                assertThat(lines(footer)).describedAs("bit %d", bit).containsExactlyElementsOf(expected);
                assertThat(bit / 8).isEqualTo(FRAME_HEADER_DESCRIPTOR);
            } catch (CorruptLakeException e) {
                assertThat(e).hasMessageStartingWith("Cannot read the frame at byte 0 of file:" + file + ": ");
            }
            assertThat(new SegmentCheck(files, footer.segment().path(), footer).mismatches(bytes -> {}))
                    .isNotEmpty();
        }
    }

    @Test
    void noticesThatTheFileWasCut() throws IOException {
        SegmentFooter footer = write(List.of(small(DAY)), 7);
        Path file = root.resolve(footer.segment().path());
        byte[] content = Files.readAllBytes(file);
        for (int length = 0; length < content.length; length++) {
            Files.write(file, Arrays.copyOf(content, length));

            assertThatThrownBy(() -> archive.footer(footer.segment())).isInstanceOf(CorruptLakeException.class);
            if (length < footer.bytes()) {
                assertThatThrownBy(() -> lines(footer)).isInstanceOf(CorruptLakeException.class);
            }
        }
        Frame beyond = new Frame(0, content.length + 5L, 5, 5, 1);
        assertThatThrownBy(() -> {
                    try (SegmentLines lines =
                            new SegmentLines(files, footer.segment().path(), List.of(beyond))) {
                        lines.next();
                    }
                })
                .isInstanceOf(CorruptLakeException.class);
    }

    @Test
    void refusesTheFooterOfAnotherSegment() throws IOException {
        SegmentFooter footer = write(List.of(small(DAY)), 7);
        Segment other = segment(List.of(small(DAY + 1)), 8);
        files.publish(other.path(), files.read(footer.segment().path()));

        assertThatThrownBy(() -> archive.footer(other))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read the footer of file:" + root.resolve(other.path()) + ": \"segment\" says "
                        + footer.segment().name() + ", but the file is of " + other.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : 1,~  \"seg | \"format\" : 2,~  \"seg | its format version is 2, and this version of"
                        + " Weir knows 1. Use the version of Weir that wrote it.",
                "\"rawBytes\" : 6 | \"rawBytes\" : 0 | \"rawBytes\" is 0, which no frame has",
                "\"rawBytes\" : 6 | \"rawBytes\" : 6000000000 | \"rawBytes\" is 6000000000, which no frame has",
                "\"rawBytes\" : 6 | \"rawBytes\" : 7 | its frames are not those of the seek table and the file",
                "\"rawBytes\" : 6,~    \"lines\" : 3 | \"rawBytes\" : 6,~    \"lines\" : 2 | \"frames\" hold 2"
                        + " lines, but the manifests count 3",
                "\"frames\" | \"frame\" | \"frames\" is missing",
                "\"writer\" | \"wrote\" | \"writer\" is missing",
            })
    void refusesAFooterThatSomebodyElseWrote(String old, String changed, String reason) throws IOException {
        SegmentFooter footer = write(List.of(small(DAY)), 7);
        Path file = root.resolve(footer.segment().path());

        SegmentBytes.of(file).withDocument(text -> {
            String other = text.replace(old.replace('~', '\n'), changed.replace('~', '\n'));
            assertThat(other).isNotEqualTo(text);
            return other;
        });

        assertThatThrownBy(() -> archive.footer(footer.segment()))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read the footer of file:" + file + ": " + reason);
    }

    @Test
    void isReadByEveryReaderOfTheSeekableFormat() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lines.add(Lines.utf8("%08d".formatted(i).repeat(100)));
        }
        Manifest manifest = Lines.commitParts(files, new Microbatch("events", DAY), List.of(Lines.joined(lines)));
        SegmentFooter footer = write(List.of(manifest), 1);

        SegmentBytes segment = SegmentBytes.of(root.resolve(footer.segment().path()));

        assertThat(segment.frames()).hasSize(footer.frames().size());
        assertThat(Lines.split(segment.frames().get(2)).get(0))
                .isEqualTo(lines.get(
                        footer.frames().get(0).lines() + footer.frames().get(1).lines()));
    }

    @Test
    void isWholeToStockZstd() throws IOException, InterruptedException {
        List<Manifest> manifests = List.of(small(DAY), small(DAY + 1));
        Manifest empty = Lines.commitParts(files, new Microbatch("events", DAY + 2), List.of());
        for (SegmentFooter footer : List.of(write(manifests, 7), write(List.of(empty), 8))) {
            Path file = root.resolve(footer.segment().path());

            assertThat(StockZstd.run("-t", "-q", file.toString())).isEmpty();
            assertThat(StockZstd.run("-dc", file.toString())).isEqualTo(Lines.joined(lines(footer)));
        }
    }

    @Test
    void leavesForeignFilesAlone() throws IOException {
        SegmentFooter footer = write(List.of(small(DAY)), 7);
        String name = footer.segment().name();
        for (String foreign : List.of(
                "dt=2026-02-30/" + name + ".jsonl.zst",
                "2026-11-22/" + name + ".jsonl.zst",
                "dt=2026-11-22/" + name + ".index",
                "dt=2026-11-22/" + name + ".footer.tmp",
                "dt=2026-11-22/events-1-2-99999999999999999999.jsonl.zst",
                "dt=2026-11-22/events-01-2-00000007.jsonl.zst",
                "dt=2026-11-22/events-1-02-00000007.jsonl.zst",
                "dt=2026-11-22/events-1-2-7.jsonl.zst",
                "dt=2026-11-22/events-1-2-000000007.jsonl.zst",
                "dt=2026-11-22/others-1-2-00000007.jsonl.zst",
                "README")) {
            files.publish("archive/events/" + foreign, new byte[0]);
        }

        assertThat(archive.segments()).containsExactly(footer.segment());
        assertThat(footer.segment().date()).isEqualTo(LocalDate.of(2026, 11, 22));
    }
}

package weir.lake.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

import com.github.luben.zstd.ZstdInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.schema.ColumnPath;
import weir.lake.verify.ArchiveVerification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A rewritten segment is what an independent program makes of the text, and nothing else is another one. */
class SegmentRewriteTest {

    private static final long DAY = 1_795_305_600_000L;
    private static final StreamSpec SPEC = Lines.events("true");
    private static final byte[] EMPTY = {};
    /** Begins no random line. */
    private static final byte MARK = '~';

    @TempDir
    private Path root;

    private LakeFiles files;
    private SegmentRewrite rewrite;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        rewrite = new SegmentRewrite(files, SPEC);
    }

    private SegmentFooter write(List<Manifest> manifests, int frameBytes) throws IOException {
        return write(manifests, frameBytes, SPEC);
    }

    private SegmentFooter write(List<Manifest> manifests, int frameBytes, StreamSpec spec) throws IOException {
        Microbatch first = manifests.get(0).microbatch();
        Microbatch last = manifests.get(manifests.size() - 1).microbatch();
        Segment segment = new Segment("events", first.date(), first.timeMillis(), last.timeMillis(), 7);
        try (SegmentWriter writer = new SegmentWriter(files, segment, spec, frameBytes)) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
            }
            return writer.finish();
        }
    }

    private SegmentFooter random(long seed, int microbatches, int frameBytes) throws IOException {
        Microbatches random = new Microbatches(seed);
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < microbatches; i++) {
            manifests.add(random.commit(files, DAY + i));
        }
        return write(manifests, frameBytes);
    }

    private Manifest parts(long time, String... contents) throws IOException {
        return Lines.commitParts(
                files,
                new Microbatch("events", time),
                Stream.of(contents).map(Lines::utf8).toList());
    }

    private Path file(SegmentFooter footer) {
        return root.resolve(footer.segment().path());
    }

    /** Deletes about one line of so many and changes as many. */
    private static LineEdit some(int oneOf, long seed) {
        return (buffer, offset, length) -> {
            byte[] line = Arrays.copyOfRange(buffer, offset, offset + length);
            if (length == 0 || line[0] == MARK) {
                return Optional.empty();
            }
            int kind = Math.floorMod(new Random(seed + Arrays.hashCode(line)).nextInt(), oneOf);
            return switch (kind) {
                case 0 -> Optional.of(EMPTY);
                case 1 -> Optional.of(Lines.utf8((char) MARK + "x".repeat(length % 700)));
                case 2 -> Optional.of(line);
                default -> Optional.empty();
            };
        };
    }

    private static LineEdit deleting(String part) {
        return (buffer, offset, length) -> new String(buffer, offset, length, StandardCharsets.UTF_8).contains(part)
                ? Optional.of(EMPTY)
                : Optional.empty();
    }

    private static byte[] plain(byte[] file) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private void requireSound(SegmentFooter footer) throws IOException {
        requireSound(footer, SPEC);
    }

    private void requireSound(SegmentFooter footer, StreamSpec spec) throws IOException {
        Archive archive = new Archive(files, "events");
        assertThat(archive.footer(footer.segment())).isEqualTo(footer);
        assertThat(new SegmentCheck(files, footer.segment().path(), footer).mismatches(bytes -> {}))
                .isEmpty();
        archive.requireIndex(footer, spec);
        assertThat(Files.exists(root.resolve(footer.segment().path() + ".tmp"))).isFalse();
        assertThat(new ArchiveVerification(files, spec, TimeRange.ALL)
                        .run(bytes -> {})
                        .mismatches())
                .isEmpty();
        Path index = root.resolve(footer.segment().indexPath());
        byte[] written = Files.readAllBytes(index);
        Files.delete(index);
        assertThat(new SegmentIndexing(files, spec).run(() -> false)).isEqualTo(1);
        assertThat(index).hasBinaryContent(written);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 300, 10",
        "2, 300, 200",
        "3, 20000, 10",
        "4, 20000, 200",
        "5, 1048576, 10",
        "6, 1048576, 200",
        "7, 1, 50",
        "8, 100000, 3"
    })
    void isWhatAnIndependentProgramMakesOfTheText(long seed, int frameBytes, int oneOf) throws IOException {
        System.out.println("seed " + seed);
        SegmentFooter footer = random(seed, 6, frameBytes);
        byte[] before = Files.readAllBytes(file(footer));
        LineEdit edit = some(oneOf, seed);
        IntPredicate frames = seed % 2 == 0 ? frame -> true : frame -> frame % 3 != 1;
        RewrittenText expected = RewrittenText.of(files, footer, frames, edit);

        Rewritten rewritten = rewrite.run(footer, frames, () -> edit);

        byte[] after = Files.readAllBytes(file(footer));
        SegmentFooter now = rewritten.footer();
        assertThat(rewritten).isEqualTo(new Rewritten(true, expected.deleted, expected.changed, now));
        assertThat(plain(after)).isEqualTo(Lines.joined(expected.lines));
        assertThat(now.manifests()).isEqualTo(expected.manifests);
        assertThat(now.frames()).hasSameSizeAs(footer.frames());
        for (int i = 0; i < now.frames().size(); i++) {
            Frame old = footer.frames().get(i);
            Frame frame = now.frames().get(i);
            assertThat(frame.lines()).isEqualTo(old.lines());
            if (!expected.touched.contains(i)) {
                assertThat(Arrays.copyOfRange(after, (int) frame.offset(), (int) frame.offset() + frame.bytes()))
                        .isEqualTo(Arrays.copyOfRange(before, (int) old.offset(), (int) old.offset() + old.bytes()));
            }
        }
        requireSound(now);
        assertThat(rewrite.run(now, frames, () -> edit)).isEqualTo(new Rewritten(false, 0, 0, now));
        assertThat(file(footer)).hasBinaryContent(after);
    }

    @Test
    void leavesNothingOfWhatWasDeletedInAnyFile() throws IOException {
        SegmentFooter footer = random(11, 8, 50_000);
        Files.writeString(root.resolve(footer.segment().path() + ".tmp"), "an earlier attempt");
        RewrittenText expected = RewrittenText.of(files, footer, frame -> true, some(4, 11));
        for (Manifest manifest : footer.manifests()) {
            files.delete(manifest.microbatch().folder());
        }

        rewrite.run(footer, frame -> true, () -> some(4, 11));

        List<String> contents = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(path);
                contents.add(new String(content, StandardCharsets.ISO_8859_1));
                contents.add(new String(plain(content), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(contents).hasSize(4);
        List<String> texts = expected.gone.stream()
                .filter(line -> line.length > 20)
                .map(line -> new String(line, 0, Math.min(line.length, 200), StandardCharsets.ISO_8859_1))
                .toList();
        assertThat(texts).hasSizeGreaterThan(50);
        assertThat(contents).noneMatch(content -> texts.stream().anyMatch(content::contains));
    }

    @Test
    void deletesAllLinesOfPartsFramesAndSegments() throws IOException {
        SegmentFooter footer = write(
                List.of(parts(DAY, "a1\na2\n", "b1\nb2"), parts(DAY + 1), parts(DAY + 2, "b3", "\n", "c1\nc2\n\nc3")),
                6);

        SegmentFooter first =
                rewrite.run(footer, frame -> true, () -> deleting("b")).footer();
        assertThat(Files.readAllBytes(file(first)))
                .satisfies(file -> assertThat(plain(file)).asString().isEqualTo("a1\na2\n\n\n\n\nc1\nc2\n\nc3\n"));
        assertThat(first.manifests())
                .flatExtracting(Manifest::parts)
                .extracting(Part::bytes)
                .containsExactly(6L, 2L, 1L, 1L, 9L);
        requireSound(first);

        SegmentFooter second =
                rewrite.run(first, frame -> true, () -> deleting("c3")).footer();
        assertThat(second.manifests().get(2).parts().get(2))
                .isEqualTo(new Part("part-00002", 4, 8, Lines.sha256(Lines.utf8("c1\nc2\n\n\n"))));
        requireSound(second);

        Rewritten last = rewrite.run(second, frame -> true, () -> deleting(""));
        assertThat(last.deletedLines()).isEqualTo(4);
        assertThat(plain(Files.readAllBytes(file(footer)))).asString().isEqualTo("\n".repeat(10));
        requireSound(last.footer());
    }

    @Test
    void writesNothingIfNoLineIsEdited() throws IOException {
        SegmentFooter footer = random(12, 4, 20_000);
        byte[] before = Files.readAllBytes(file(footer));
        Path leftover = root.resolve(footer.segment().path() + ".tmp");
        Files.write(leftover, before);

        assertThat(rewrite.run(footer, frame -> false, () -> deleting("")))
                .isEqualTo(new Rewritten(false, 0, 0, footer));
        assertThat(rewrite.run(footer, frame -> true, () -> deleting("nothing like this")))
                .isEqualTo(new Rewritten(false, 0, 0, footer));

        assertThat(file(footer)).hasBinaryContent(before);
        assertThat(leftover).doesNotExist();
        requireSound(footer);
    }

    @Test
    void makesTheIndexAnewWhereTheOldOneIsNotSound() throws IOException {
        for (int kind = 0; kind < 2; kind++) {
            SegmentFooter footer = random(13 + kind, 4, 20_000);
            Path index = root.resolve(footer.segment().indexPath());
            if (kind == 0) {
                Files.delete(index);
            } else {
                Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 20));
            }

            requireSound(rewrite.run(footer, frame -> true, () -> some(5, 13)).footer());
            files.delete("archive");
            files.delete("raw");
        }
    }

    @Test
    void indexesWhatIsLeft() throws IOException {
        StreamSpec spec =
                SPEC.withIndex(List.of(ColumnPath.parse("id"), ColumnPath.parse("lang"), ColumnPath.parse("n")));
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Lines.event(i, "2026-11-22T10:%02d:00Z".formatted(i % 60), i % 7 == 0 ? "es" : "pt"));
        }
        Manifest manifest = Lines.commitParts(files, new Microbatch("events", DAY), List.of(Lines.joined(events)));
        SegmentFooter footer = write(List.of(manifest), 1_000, spec);
        byte[] index = files.read(footer.segment().indexPath());

        SegmentFooter now = new SegmentRewrite(files, spec)
                .run(footer, frame -> frame % 4 == 0, () -> deleting("\"es\""))
                .footer();

        assertThat(files.read(footer.segment().indexPath())).isNotEqualTo(index);
        FrameChoice spanish = new FrameChoice(
                spec.eventTimeDefinition(), Long.MIN_VALUE, Long.MAX_VALUE, Clauses.of(spec.withFilter("lang = 'es'")));
        IntPredicate mayHold = new Archive(files, "events").mayHold(now, spanish);
        assertThat(now.frames()).hasSizeGreaterThan(12).allSatisfy(frame -> assertThat(mayHold.test(frame.number()))
                .isEqualTo(frame.number() % 4 != 0));
        requireSound(now, spec);
    }

    /** Whoever knows that the old index was sound does not take it for that of the new segment. */
    @Test
    void leavesNoIndexIfTheNewOneCannotBeWritten() throws IOException {
        SegmentFooter footer = random(17, 3, 20_000);
        SegmentIndexing indexing = new SegmentIndexing(files, SPEC);
        assertThat(indexing.run(() -> false)).isZero();
        Path inTheWay = root.resolve(footer.segment().indexPath() + ".tmp/in-the-way");
        Files.createDirectories(inTheWay);

        assertThatThrownBy(() -> rewrite.run(footer, frame -> true, () -> some(4, 17)))
                .isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(indexing.run(() -> false)).isEqualTo(1);
        SegmentFooter now = new Archive(files, "events").footer(footer.segment());
        assertThat(now).isNotEqualTo(footer);
        requireSound(now);
    }

    @Test
    void isWholeToStockZstd() throws IOException, InterruptedException {
        SegmentFooter footer = random(14, 6, 20_000);
        RewrittenText expected = RewrittenText.of(files, footer, frame -> true, some(4, 14));

        rewrite.run(footer, frame -> true, () -> some(4, 14));

        assertThat(StockZstd.run("-t", "-q", file(footer).toString())).isEmpty();
        assertThat(StockZstd.run("-dc", file(footer).toString())).isEqualTo(Lines.joined(expected.lines));
    }

    @Test
    void givesNoDamageANewChecksum() throws IOException {
        SegmentFooter written = write(List.of(parts(DAY, "a1\na2\n", "b1\nb2")), 100);
        SegmentBytes.of(file(written))
                .withDocument(
                        text -> text.replace(Lines.sha256(Lines.utf8("b1\nb2")), Lines.sha256(Lines.utf8("B1\nb2"))));
        SegmentFooter footer = new Archive(files, "events").footer(written.segment());
        byte[] before = Files.readAllBytes(file(footer));

        assertThatThrownBy(() -> rewrite.run(footer, frame -> true, () -> deleting("b2")))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot rewrite file:" + file(footer) + ": a manifest in it says SHA-256 "
                        + Lines.sha256(Lines.utf8("B1\nb2")) + " of part-00001, its lines have "
                        + Lines.sha256(Lines.utf8("b1\nb2"))
                        + ". Nothing was changed. Restore the segment from a copy.");
        assertThatThrownBy(() -> rewrite.run(footer, frame -> true, () -> deleting("a2")))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessageStartingWith("Cannot trust ");

        assertThat(file(footer)).hasBinaryContent(before);
        assertThat(files.list(footer.segment().folder())).hasSize(2);
    }

    @Test
    void refusesAFooterThatIsNoLongerTheSegments() throws IOException {
        SegmentFooter footer = write(List.of(parts(DAY, "a1\na2\n")), 100);
        SegmentFooter now =
                rewrite.run(footer, frame -> true, () -> deleting("a1")).footer();

        assertThatThrownBy(() -> rewrite.run(footer, frame -> true, () -> deleting("a2")))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot rewrite file:" + file(footer)
                        + ": its footer is another one than was read before. Nothing was changed. Read it again.");
        requireSound(now);
    }

    @Test
    void refusesALineThatWouldBecomeSeveral() throws IOException {
        SegmentFooter footer = random(15, 3, 20_000);
        byte[] before = Files.readAllBytes(file(footer));
        AtomicBoolean first = new AtomicBoolean(true);

        assertThatThrownBy(() -> rewrite.run(
                        footer,
                        frame -> true,
                        () -> (buffer, offset, length) ->
                                Optional.of(first.getAndSet(false) ? EMPTY : Lines.utf8("two\nlines"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot rewrite a line of file:" + file(footer) + " as several: what it becomes has an LF");

        assertThat(file(footer)).hasBinaryContent(before);
        requireSound(footer);
    }
}

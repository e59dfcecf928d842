package weir.lake.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.filter.LineReader;
import weir.lake.filter.RandomLine;
import weir.lake.filter.RandomPredicate;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows read with indexes are the rows read without, whatever the indexes are. */
class IndexedReplayTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final long T0 = 1_795_305_600_000L;
    private static final int FRAME_BYTES = 1_500;

    private static final StreamSpec SPEC =
            RandomPredicate.SPEC.withIndex(RandomPredicate.SPEC.schema().exactPaths());

    @TempDir
    private Path root;

    private LakeFiles files;
    private SegmentFooter footer;

    @BeforeEach
    void archive() throws IOException {
        System.out.println("seed " + SEED);
        files = LakeFiles.of(root.toString());
        footer = archive(new RandomLine(SEED), new Random(SEED), T0, 1);
    }

    private SegmentFooter archive(RandomLine randomLine, Random random, long time, long plan) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (int batch = 0; batch < 6; batch++) {
            List<byte[]> parts = new ArrayList<>();
            for (int part = random.nextInt(3); part > 0; part--) {
                List<byte[]> lines = new ArrayList<>();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    lines.add(random.nextInt(8) == 0 ? randomLine.damaged() : Lines.utf8(randomLine.line()));
                }
                parts.add(Lines.joined(lines));
            }
            manifests.add(Lines.commitParts(files, new Microbatch("events", time + batch * 1_000L), parts));
        }
        Microbatch last = manifests.get(manifests.size() - 1).microbatch();
        Segment segment = new Segment("events", last.date(), time, last.timeMillis(), plan);
        try (SegmentWriter writer = new SegmentWriter(files, segment, SPEC, FRAME_BYTES)) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
                files.delete(manifest.microbatch().folder());
            }
            return writer.finish();
        }
    }

    /** Reads rows of one stream again and again. */
    private final class Rows {

        private final StreamSpec spec;
        private final LineReader reader;
        private final Clauses clauses;

        Rows(StreamSpec spec) {
            this.spec = spec;
            this.reader = LineReader.of(spec, List.of());
            this.clauses = Clauses.of(spec);
        }

        List<String> indexed(TimeRange range) throws IOException {
            return read(range, selection(range).pieces());
        }

        List<String> all(TimeRange range) throws IOException {
            return read(range, new History(files, "events").pieces(range));
        }

        Selection selection(TimeRange range) throws IOException {
            return new History(files, "events").select(range, spec, clauses);
        }

        private List<String> read(TimeRange range, List<Piece> pieces) throws IOException {
            List<String> rows = new ArrayList<>();
            try (HistoryCursor cursor = new History(files, "events").open(pieces)) {
                while (cursor.next()) {
                    Verdict verdict = reader.read(cursor.buffer(), cursor.offset(), cursor.length());
                    if (verdict == Verdict.KEPT && range.contains(cursor.micros(reader))) {
                        int end = cursor.offset() + cursor.length();
                        byte[] line = Arrays.copyOfRange(cursor.buffer(), cursor.offset(), end);
                        rows.add(cursor.microbatch().name() + " " + cursor.line() + " " + Lines.sha256(line));
                    }
                }
            }
            return rows;
        }
    }

    @Test
    void areTheSameWithAnIndex() throws IOException {
        archive(new RandomLine(SEED + 5), new Random(SEED + 5), T0 + 60_000, 2);
        assertThat(footer.frames()).hasSizeGreaterThan(5);
        RandomPredicate predicates = new RandomPredicate(SEED + 1);
        Random random = new Random(SEED + 2);
        long found = 0;
        long excluded = 0;
        for (int i = 0; i < 300; i++) {
            StreamSpec spec = SPEC.withFilter(predicates.predicate(2));
            TimeRange range = random.nextInt(3) == 0
                    ? TimeRange.parse("2020-02-2" + random.nextInt(9), "2020-02-29T10:00:0" + random.nextInt(9))
                    : TimeRange.ALL;
            Rows rows = new Rows(spec);
            List<String> indexed = rows.indexed(range);

            assertThat(indexed).as("%s in %s", spec.filter(), range).isEqualTo(rows.all(range));
            found += indexed.size();
            Selection selection = rows.selection(range);
            excluded += selection.excludedLines();
            assertThat(selection.capturedLines())
                    .isEqualTo(new History(files, "events")
                            .pieces(range).stream()
                                    .mapToLong(piece -> piece.lines())
                                    .sum());
        }
        System.out.println(found + " rows found, " + excluded + " lines excluded");
        assertThat(found).isPositive();
        assertThat(excluded).isPositive();
    }

    @Test
    void areTheSameWithADamagedIndex() throws IOException {
        Rows rows = new Rows(SPEC.withFilter("big = 1000 OR array_contains(tags, 'a')"));
        List<String> expected = rows.all(TimeRange.ALL);
        assertThat(rows.indexed(TimeRange.ALL)).isEqualTo(expected).isNotEmpty();
        assertThat(isSound()).isTrue();
        Path index = root.resolve(footer.segment().indexPath());
        byte[] content = Files.readAllBytes(index);
        for (int i = 0; i < content.length; i++) {
            byte[] flipped = content.clone();
            flipped[i] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(index, flipped);
            assertThat(rows.indexed(TimeRange.ALL)).as("byte %d", i).isEqualTo(expected);
            assertThat(isSound()).as("byte %d", i).isFalse();

            Files.write(index, Arrays.copyOf(content, i));
            assertThat(rows.indexed(TimeRange.ALL)).as("length %d", i).isEqualTo(expected);
            assertThat(isSound()).as("length %d", i).isFalse();
        }
        Files.delete(index);
        assertThat(rows.indexed(TimeRange.ALL)).isEqualTo(expected);
    }

    private boolean isSound() throws IOException {
        try {
            new Archive(files, "events").requireIndex(footer, SPEC);
            return true;
        } catch (CorruptLakeException e) {
            return false;
        }
    }

    @Test
    void areTheSameWithTheIndexOfAnotherSegment() throws IOException {
        SegmentFooter other = archive(new RandomLine(SEED + 7), new Random(SEED + 7), T0 + 60_000, 2);
        Rows rows = new Rows(SPEC.withFilter("big = 1000"));
        List<String> expected = rows.all(TimeRange.ALL);
        files.publish(footer.segment().indexPath(), files.read(other.segment().indexPath()));

        assertThat(rows.indexed(TimeRange.ALL)).isEqualTo(expected);
        assertThat(isSound()).isFalse();
    }

    @Test
    void areTheSameWithAnIndexOfOtherDefinitions() throws IOException {
        Rows rows = new Rows(SPEC.withFilter("n = 1000"));
        List<String> expected = rows.all(TimeRange.ALL);
        String otherwise = SPEC.schema()
                .text()
                .replace("{ name = n, type = int }", "{ name = n, type = int, from = [id] }")
                .replace("{ name = at, type = timestamp }", "{ name = at, type = timestamp, format = epoch-millis }");
        StreamSpec others = new StreamSpec(
                "events", Schema.parse(otherwise, "others"), SPEC.key(), "at", "true", List.of(ColumnPath.parse("n")));
        Files.delete(root.resolve(footer.segment().indexPath()));
        assertThat(new SegmentIndexing(files, others).run(() -> false)).isEqualTo(1);

        assertThat(rows.indexed(TimeRange.ALL)).isEqualTo(expected);
        TimeRange day = TimeRange.parse("2020-02-29", "2020-03-01");
        assertThat(rows.indexed(day)).isEqualTo(rows.all(day)).isNotEmpty();
    }

    @Test
    void areTheSameOnceTheIndexWasMadeAgain() throws IOException {
        Path index = root.resolve(footer.segment().indexPath());
        byte[] written = Files.readAllBytes(index);
        SegmentIndexing indexing = new SegmentIndexing(files, SPEC);
        assertThat(indexing.run(() -> false)).isZero();

        Files.write(index, Arrays.copyOf(written, written.length / 2));
        assertThat(new SegmentIndexing(files, SPEC).run(() -> false)).isEqualTo(1);
        assertThat(index).hasBinaryContent(written);

        Files.delete(index);
        assertThat(indexing.run(() -> true)).isZero();
        assertThat(indexing.run(() -> false)).isEqualTo(1);
        assertThat(indexing.run(() -> false)).isZero();
        assertThat(index).hasBinaryContent(written);

        StreamSpec fewer = SPEC.withIndex(List.of(ColumnPath.parse("id")));
        assertThat(new SegmentIndexing(files, fewer).run(() -> false)).isEqualTo(1);
        assertThat(isSound()).isFalse();
    }
}

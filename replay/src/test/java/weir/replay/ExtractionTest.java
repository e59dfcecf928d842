package weir.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

class ExtractionTest {

    private static final long FIRST_BATCH =
            Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private final StreamSpec spec = Lines.events("lang = 'es'");
    private LakeFiles files;

    @BeforeEach
    void openLake() {
        files = LakeFiles.of(folder.toString());
    }

    @Test
    void givesTheKeptLinesByteForByteInTheOrderOfCapture() throws IOException {
        List<byte[]> lines = List.of(
                Lines.utf8("{ \"id\" : 1,\"at\":\"2026-11-22T10:00:00Z\", \"lang\":\"es\",\"unknown\":1.50}"),
                Lines.event(2, "2026-11-22T10:00:01Z", "en"),
                Lines.utf8("{\"lang\":\"\\u0065s\",\"at\":\"2026-11-22T10:00:02Z\",\"id\":3}\r"));
        Lines.commit(files, spec, FIRST_BATCH, lines);

        byte[] extracted = extract(spec, TimeRange.ALL);

        assertThat(extracted).isEqualTo(Lines.joined(List.of(lines.get(0), lines.get(2))));
    }

    @Test
    void givesNoLineThatTheFilterDoesNotKeep() throws IOException {
        Lines.commit(
                files,
                spec,
                FIRST_BATCH,
                List.of(
                        Lines.event(1, "2026-11-22T10:00:00Z", "es"),
                        Lines.event(2, "2026-11-22T10:00:00Z", "en"),
                        Lines.utf8("{\"id\":"),
                        Lines.utf8("{\"limit\":{\"track\":3}}")));
        Extraction extraction = new Extraction(new History(files, spec.name()), spec, TimeRange.ALL);

        long kept = extraction.run(extraction.selection(), new ByteArrayOutputStream(), bytes -> {});

        assertThat(kept).isEqualTo(1);
        assertThat(extraction.selection().pieces()).singleElement().satisfies(piece -> assertThat(piece.lines())
                .isEqualTo(4));
    }

    @Test
    void takesLinesByEventTimeAndThoseWithoutOneByTheirMicrobatch() throws IOException {
        byte[] before = Lines.event(1, "2026-11-22T09:59:59Z", "es");
        byte[] first = Lines.event(2, "2026-11-22T10:00:00Z", "es");
        byte[] timeless = Lines.utf8("{\"id\":3,\"lang\":\"es\"}");
        byte[] behind = Lines.event(4, "2026-11-22T11:00:00Z", "es");
        Lines.commit(files, spec, FIRST_BATCH, List.of(before, first, timeless, behind));
        TimeRange hour = TimeRange.parse("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");

        byte[] extracted = extract(spec, hour);

        assertThat(extracted).isEqualTo(Lines.joined(List.of(first, timeless)));
    }

    @Test
    void readsRawAndArchiveTogetherEachLineOnce() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<byte[]> expected = new ArrayList<>();
        List<Manifest> archived = new ArrayList<>();
        for (int batch = 0; batch < 12; batch++) {
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < random.nextInt(40); i++) {
                boolean wanted = random.nextBoolean();
                byte[] line = Lines.event(batch * 100L + i, "2026-11-22T10:00:00Z", wanted ? "es" : "pt");
                lines.add(line);
                if (wanted) {
                    expected.add(line);
                }
            }
            Manifest manifest = Lines.commit(files, spec, FIRST_BATCH + batch * 1_000L, lines);
            if (batch < 8) {
                archived.add(manifest);
            }
        }
        archive(archived);
        // as after a compaction that was killed while it removed the raw directories
        for (Manifest manifest : archived.subList(0, 5)) {
            new RawZone(files, spec.name()).remove(manifest.microbatch());
        }

        byte[] extracted = extract(spec, TimeRange.ALL);

        assertThat(extracted).isEqualTo(Lines.joined(expected));
    }

    private void archive(List<Manifest> manifests) throws IOException {
        Segment segment = new Segment(
                spec.name(),
                manifests.get(0).microbatch().date(),
                manifests.get(0).microbatch().timeMillis(),
                manifests.get(manifests.size() - 1).microbatch().timeMillis(),
                1);
        try (SegmentWriter writer = new SegmentWriter(files, segment, spec)) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
            }
            writer.finish();
        }
    }

    private byte[] extract(StreamSpec with, TimeRange range) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Extraction extraction = new Extraction(new History(files, spec.name()), with, range);
        extraction.run(extraction.selection(), out, bytes -> {});
        return out.toByteArray();
    }
}

package weir.lake.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.filter.Malformed;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class VerificationTest {

    private static final long TIME = 1_795_341_985_000L;
    private static final List<byte[]> LINES = List.of(
            Lines.event(1, "2026-11-22T10:00:00Z", "pt"), new byte[] {'{', (byte) 0xFF}, Lines.utf8("{\"limit\":{}}"));

    @TempDir
    private Path root;

    private LakeFiles files;
    private Manifest raw;
    private Segment segment;

    @BeforeEach
    void fill() throws IOException {
        files = LakeFiles.of(root.toString());
        segment = new Segment("events", LocalDate.of(2026, 11, 22), TIME, TIME + 1, 1);
        try (SegmentWriter writer = new SegmentWriter(files, segment, Lines.events("true"))) {
            for (long time = TIME; time <= TIME + 1; time++) {
                Manifest manifest = Lines.commit(files, Lines.events("true"), time, LINES);
                writer.append(manifest);
                files.delete(manifest.microbatch().folder());
            }
            writer.finish();
        }
        raw = Lines.commit(files, Lines.events("true"), TIME + 60_000, LINES);
    }

    private List<Mismatch> verify() throws IOException {
        return verify(TimeRange.ALL);
    }

    private List<Mismatch> verify(TimeRange range) throws IOException {
        List<Mismatch> found = new ArrayList<>();
        found.addAll(
                new RawVerification(files, "events", range).run(bytes -> {}).mismatches());
        found.addAll(new ArchiveVerification(files, Lines.events("true"), range)
                .run(bytes -> {})
                .mismatches());
        found.addAll(new QuarantineVerification(files, "events", range).run().mismatches());
        return found;
    }

    private Path path(String name) {
        return root.resolve(name);
    }

    @Test
    void findsNothingInASoundLake() throws IOException {
        RawVerification zone = new RawVerification(files, "events", TimeRange.ALL);
        ArchiveVerification archive = new ArchiveVerification(files, Lines.events("true"), TimeRange.ALL);
        List<Long> read = new ArrayList<>();

        assertThat(zone.bytes()).isEqualTo(raw.bytes());
        assertThat(zone.run(read::add)).isEqualTo(new Verified("raw zone", "1 microbatches, 3 lines", List.of()));
        assertThat(read.stream().mapToLong(Long::longValue).sum()).isEqualTo(raw.bytes());
        assertThat(archive.run(bytes -> {}))
                .isEqualTo(new Verified("archive", "1 segments, 2 microbatches, 6 lines", List.of()));
    }

    @Test
    void findsEveryByteThatWasFlippedAnywhere() throws IOException {
        long flips = 0;
        for (String name : List.of(
                raw.microbatch().path("part-00000"),
                raw.microbatch().path(Microbatch.MANIFEST),
                segment.path(),
                segment.indexPath())) {
            byte[] content = Files.readAllBytes(path(name));
            for (int i = 0; i < content.length; i++) {
                byte[] flipped = content.clone();
                flipped[i] ^= (byte) (1 << (i % Byte.SIZE));
                Files.write(path(name), flipped);

                assertThat(verify())
                        .as("byte %d of %s", i, name)
                        .anySatisfy(mismatch -> assertThat(mismatch.where()).isEqualTo(files.uri(name)))
                        .allSatisfy(mismatch -> assertThat(
                                        List.of(mismatch.expected(), mismatch.found(), mismatch.advice()))
                                .noneMatch(String::isBlank));
                flips++;
            }
            Files.write(path(name), content);
        }
        System.out.println(flips + " flips were found");
        assertThat(verify()).isEmpty();
    }

    @Test
    void namesWhatAPartShouldBeAndWhatItIs() throws IOException {
        String part = raw.microbatch().path("part-00000");
        Files.writeString(path(part), "{}\n");

        assertThat(verify()).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.where()).isEqualTo(files.uri(part));
            assertThat(mismatch.expected())
                    .isEqualTo("the manifest says 3 lines, " + raw.bytes() + " bytes, SHA-256 "
                            + raw.parts().get(0).sha256());
            assertThat(mismatch.found()).startsWith("1 lines, 3 bytes, SHA-256 ");
        });
    }

    @Test
    void findsWhatIsNotThereAndWhatNobodyNames() throws IOException {
        Files.delete(path(raw.microbatch().path("part-00000")));
        Files.writeString(path(raw.microbatch().path("part-00001")), "{}\n");
        Files.delete(path(segment.path()));

        assertThat(verify())
                .extracting(Mismatch::found)
                .containsExactly(
                        "there is no such file",
                        "a part that it does not name; nobody reads its lines",
                        "there is no such file");
    }

    @Test
    void findsAMicrobatchThatIsArchivedTwice() throws IOException {
        Manifest again = Lines.commit(files, Lines.events("true"), TIME, LINES);
        try (SegmentWriter writer = new SegmentWriter(
                files, new Segment("events", LocalDate.of(2026, 11, 22), TIME, TIME, 2), Lines.events("true"))) {
            writer.append(again);
            writer.finish();
        }
        files.delete(again.microbatch().folder());

        assertThat(verify()).singleElement().satisfies(mismatch -> assertThat(mismatch.found())
                .isEqualTo("events-" + TIME + " is in " + segment.name() + " too"));
    }

    @Test
    void looksAtItsRangeOnly() throws IOException {
        Files.writeString(path(raw.microbatch().path("part-00000")), "{}\n");

        assertThat(verify(TimeRange.parse(null, raw.microbatch().time().toString())))
                .isEmpty();
        assertThat(verify(TimeRange.parse(raw.microbatch().time().toString(), null)))
                .hasSize(1);
    }

    @Test
    void comparesQuarantinedLinesWithTheCapturedOnes() throws IOException {
        Microbatch archived = new Microbatch("events", TIME);
        Malformed malformed = new Malformed(Malformed.INVALID_UTF8, "byte 1");
        new Quarantine(files, "events")
                .write(
                        1,
                        archived.date(),
                        List.of(
                                        new QuarantinedLine(malformed, archived, 1, LINES.get(1)),
                                        new QuarantinedLine(malformed, archived, 2, LINES.get(1)),
                                        new QuarantinedLine(malformed, archived, 9, LINES.get(1)))
                                .iterator());

        assertThat(verify())
                .extracting(Mismatch::where, Mismatch::found)
                .satisfiesExactly(
                        other -> assertThat(other.toList().toString()).contains("line 2, others"),
                        none -> assertThat(none.toList().toString()).contains("line 9, no microbatch has this line"));
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        files = LakeFiles.of(root.resolve("none").toString());

        assertThat(verify()).isEmpty();
    }
}

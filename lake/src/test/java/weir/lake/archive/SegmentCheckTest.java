package weir.lake.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;

import static org.assertj.core.api.Assertions.assertThat;

/** Several threads check a segment in runs of microbatches, wherever the ends of runs and frames lie. */
class SegmentCheckTest {

    private static final long DAY = 1_795_305_600_000L;

    @TempDir
    private Path root;

    private LakeFiles files;

    private SegmentFooter write(long seed, int frameBytes) throws IOException {
        files = LakeFiles.of(root.toString());
        Microbatches random = new Microbatches(seed);
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            manifests.add(random.commit(files, DAY + i));
        }
        Segment segment =
                new Segment("events", manifests.get(0).microbatch().date(), DAY, DAY + manifests.size() - 1, 7);
        try (SegmentWriter writer = new SegmentWriter(files, segment, Lines.events("true"), frameBytes)) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
            }
            return writer.finish();
        }
    }

    private List<Mismatch> mismatches(SegmentFooter footer, long runBytes) throws IOException {
        return new SegmentCheck(files, footer.segment().path(), footer, runBytes).mismatches(bytes -> {});
    }

    @ParameterizedTest
    @CsvSource({"1, 300", "2, 100000", "3, 1048576"})
    void findsWhatIsWrongHoweverTheRunsAreCut(long seed, int frameBytes) throws IOException {
        SegmentFooter footer = write(seed, frameBytes);
        for (long runBytes : new long[] {1, 50_000, 500_000, Long.MAX_VALUE}) {
            assertThat(mismatches(footer, runBytes)).isEmpty();
            for (int i = 0; i < footer.manifests().size(); i += 4) {
                assertThat(mismatches(withWrongChecksum(footer, i), runBytes))
                        .singleElement()
                        .satisfies(mismatch ->
                                assertThat(mismatch.expected()).contains("/part-00000 says SHA-256 " + "0".repeat(64)));
            }
            List<Manifest> butOne =
                    footer.manifests().subList(0, footer.manifests().size() - 1);
            assertThat(mismatches(with(footer, butOne), runBytes))
                    .extracting(Mismatch::found)
                    .contains(footer.lines() + " lines in the frames");
        }
    }

    private static SegmentFooter withWrongChecksum(SegmentFooter footer, int index) {
        List<Manifest> manifests = new ArrayList<>(footer.manifests());
        Manifest manifest = manifests.get(index);
        List<Part> parts = new ArrayList<>(manifest.parts());
        Part first = parts.get(0);
        parts.set(0, new Part(first.name(), first.lines(), first.bytes(), "0".repeat(64)));
        manifests.set(
                index,
                new Manifest(
                        manifest.microbatch(),
                        parts,
                        manifest.counts(),
                        manifest.firstEvent(),
                        manifest.lastEvent(),
                        manifest.position(),
                        manifest.filterHash(),
                        manifest.connections(),
                        manifest.gaps(),
                        manifest.writer()));
        return with(footer, manifests);
    }

    private static SegmentFooter with(SegmentFooter footer, List<Manifest> manifests) {
        return new SegmentFooter(footer.segment(), footer.sha256(), manifests, footer.frames());
    }
}

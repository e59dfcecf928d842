package weir.lake.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.archive.Frame;
import weir.lake.archive.SegmentFooter;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class ArchivedPiecesTest {

    @TempDir
    private Path root;

    /** Lines of about 100 KiB, some of nothing, in microbatches of none up to 40: frames and microbatches never agree. */
    private Manifest commit(LakeFiles files, Random random, long time) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (int parts = random.nextInt(3); parts > 0; parts--) {
            List<byte[]> lines = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String line = "%d/%d ".formatted(time, random.nextInt());
                lines.add(Lines.utf8(random.nextInt(5) == 0 ? "" : line.repeat(random.nextInt(16_000))));
            }
            contents.add(Lines.joined(lines));
        }
        return Lines.commitParts(files, new Microbatch("events", time), contents);
    }

    @Test
    void givesEveryWantedLineOnceAtEveryPieceSize() throws IOException {
        long seed = 90_125L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        LakeFiles files = LakeFiles.of(root.toString());
        History history = new History(files, "events");
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            manifests.add(commit(files, random, 1_000 + i));
        }
        List<Archived.Found> all = Archived.read(history, history.pieces(TimeRange.ALL));
        SegmentFooter footer = Archived.segment(files, manifests, 1);
        assertThat(footer.frames()).hasSizeGreaterThan(8);
        List<Long> sizes = new ArrayList<>(List.of(1L, Long.MAX_VALUE));
        for (Frame frame : footer.frames()) {
            sizes.add((long) frame.bytes());
            sizes.add(frame.bytes() + 1L);
            sizes.add(frame.offset() + 1);
        }

        for (long size : sizes) {
            Set<Microbatch> wanted = new HashSet<>();
            manifests.forEach(manifest -> wanted.add(manifest.microbatch()));
            for (int removed = 0; removed < 4; removed++) {
                List<Piece> pieces = ArchivedPieces.of(footer, wanted, ArchivedPieces.holding(footer, wanted), size);

                assertThat(Archived.read(history, pieces))
                        .describedAs("piece size %d of %s", size, wanted)
                        .isEqualTo(all.stream()
                                .filter(line -> wanted.contains(line.microbatch()))
                                .toList());
                List<Microbatch> left = new ArrayList<>(wanted);
                Collections.shuffle(left, random);
                wanted.removeAll(left.subList(0, left.size() / 2));
            }
        }
    }

    @Test
    void makesPiecesOfWantedFramesOnly() throws IOException {
        LakeFiles files = LakeFiles.of(root.toString());
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] mebibyte = Lines.utf8(("line " + i + " ").repeat(150_000) + "\n");
            manifests.add(Lines.commitParts(files, new Microbatch("events", i), List.of(mebibyte)));
        }
        SegmentFooter footer = Archived.segment(files, manifests, 1);
        Microbatch third = manifests.get(2).microbatch();

        List<Piece> pieces = ArchivedPieces.of(footer, Set.of(third), ArchivedPieces.holding(footer, Set.of(third)), 1);

        assertThat(pieces).singleElement().satisfies(piece -> {
            assertThat(piece.first()).isEqualTo(third);
            assertThat(piece.bytes()).isEqualTo(footer.frames().get(2).bytes());
        });
    }
}

package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryTest {

    @TempDir
    private Path root;

    private LakeFiles files;
    private RawZone raw;
    private History history;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        raw = new RawZone(files, "events");
        history = new History(files, "events");
    }

    private Manifest commit(long time) throws IOException {
        byte[] first = Lines.utf8(time + ".0\n" + time + ".1\n");
        byte[] second = Lines.utf8(time + ".2\n" + time + ".3");
        return Lines.commitParts(files, new Microbatch("events", time), List.of(first, second));
    }

    private static List<Archived.Found> lines(Manifest... manifests) {
        List<Archived.Found> lines = new ArrayList<>();
        for (Manifest manifest : manifests) {
            for (int i = 0; i < 4; i++) {
                lines.add(new Archived.Found(
                        manifest.microbatch(), i, manifest.microbatch().timeMillis() + "." + i));
            }
        }
        return lines;
    }

    private List<Archived.Found> all() throws IOException {
        return Archived.read(history, history.pieces(TimeRange.ALL));
    }

    @Test
    void isEmptyWhereNothingWasCaptured() throws IOException {
        assertThat(history.pieces(TimeRange.ALL)).isEmpty();
        assertThat(history.pieces(Set.of(new Microbatch("events", 1)))).isEmpty();
    }

    @Test
    void givesEachLineOnceWhileItIsInTheRawZoneAndInTheArchive() throws IOException {
        Manifest one = commit(1);
        Manifest two = commit(2);
        Manifest three = commit(3);

        Archived.segment(files, List.of(one, two), 1);
        assertThat(all()).isEqualTo(lines(one, two, three));

        raw.remove(one.microbatch());
        assertThat(all()).isEqualTo(lines(one, two, three));

        raw.remove(two.microbatch());
        assertThat(all()).isEqualTo(lines(one, two, three));
    }

    @Test
    void ordersByTimeOverBothZones() throws IOException {
        Manifest late = commit(9);
        Manifest middle = commit(5);
        Manifest early = commit(1);
        Archived.segment(files, List.of(late), 1);

        assertThat(all()).isEqualTo(lines(early, middle, late));
    }

    @Test
    void leavesOutWhatNobodyHasCommitted() throws IOException {
        Manifest one = commit(1);
        Manifest begun = commit(2);
        Manifest three = commit(3);
        files.delete(begun.microbatch().path(Microbatch.MANIFEST));
        assertThat(all()).isEqualTo(lines(one, three));

        Archived.segment(files, List.of(one, three), 1); // its times are around those of the one begun
        assertThat(all()).isEqualTo(lines(one, three));
    }

    @Test
    void findsInTheArchiveWhatWasMovedAfterThePiecesWereListed() throws IOException {
        Manifest one = commit(1);
        Manifest two = commit(2);
        List<Piece> pieces = history.pieces(TimeRange.ALL);

        Archived.segment(files, List.of(one, two), 1);
        raw.remove(one.microbatch());

        assertThat(Archived.read(history, pieces)).isEqualTo(lines(one, two));
    }

    @Test
    void goesOnInTheArchiveWhenAMicrobatchIsMovedWhileItIsRead() throws IOException {
        Manifest one = commit(1);
        Manifest two = commit(2);
        Piece piece = history.pieces(Set.of(one.microbatch())).get(0);
        List<Archived.Found> found = new ArrayList<>();

        try (HistoryCursor cursor = history.open(piece)) {
            assertThat(cursor.next()).isTrue();
            found.add(Archived.current(cursor));
            Archived.segment(files, List.of(one, two), 1);
            raw.remove(one.microbatch());
            while (cursor.next()) {
                found.add(Archived.current(cursor));
            }
        }

        assertThat(found).isEqualTo(lines(one));
    }

    @Test
    void saysWhichFileIsGoneIfTheArchiveDoesNotHaveItEither() throws IOException {
        Manifest one = commit(1);
        List<Piece> pieces = history.pieces(TimeRange.ALL);

        raw.remove(one.microbatch());

        assertThatThrownBy(() -> Archived.read(history, pieces))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining(one.microbatch().path("part-00000"));
    }

    @Test
    void givesTheLinesOfExactlyTheMicrobatchesThatWereNamed() throws IOException {
        Manifest one = commit(1);
        Manifest two = commit(2);
        Manifest three = commit(3);
        Manifest four = commit(4);
        Archived.segment(files, List.of(one, two), 1);

        List<Piece> pieces = history.pieces(Set.of(two.microbatch(), three.microbatch(), new Microbatch("events", 7)));

        assertThat(Archived.read(history, pieces)).isEqualTo(lines(two, three));
        assertThat(all()).hasSize(16).endsWith(lines(four).get(3));
    }

    @Test
    void knowsMicrobatchesWithoutLines() throws IOException {
        Manifest empty = Lines.commitParts(files, new Microbatch("events", 1), List.of());
        assertThat(all()).isEmpty();

        Manifest two = commit(2);
        Archived.segment(files, List.of(empty, two), 1);

        assertThat(all()).isEqualTo(lines(two));
    }
}

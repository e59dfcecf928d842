package weir.ingest.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.LogCapture;
import weir.lake.Lines;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of lines in a folder, batch by batch. */
@Tag("spark")
class FilesFeedTest {

    private static JavaSparkContext spark;

    @TempDir
    private Path root;

    private FilesLake lake;

    @BeforeAll
    static void startSpark() {
        spark = FilesLake.spark();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void open() throws IOException {
        lake = new FilesLake(spark, root);
    }

    @Test
    void aFileIsTakenOnceItHasNotChangedForAWhile() throws IOException {
        lake.write("a.ndjson", "one\ntwo\n");
        lake.batch();
        lake.advance(FilesLake.SETTLE.minusMillis(1));
        lake.write("a.ndjson", "one\ntwo\nthree");
        lake.batch();
        lake.advance(FilesLake.SETTLE.minusMillis(1));
        lake.batch();
        assertThat(lake.lines()).isEmpty();

        lake.advance(Duration.ofMillis(1));
        lake.batch();
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one", "two", "three");
        assertThat(lake.manifests()).singleElement().satisfies(manifest -> assertThat(manifest.position())
                .contains(new Position.Files(
                        List.of(new Position.TakenFile("a.ndjson", 13, Lines.sha256(Lines.utf8("one\ntwo\nthree")))))));
    }

    @Test
    void bytesAreKeptAsTheyAre() throws IOException {
        byte[] content = {'\r', '\n', (byte) 0xff, 0, '\n', (byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '\n'};
        Files.write(lake.folder().resolve("a"), content);
        lake.settledBatch();

        assertThat(lake.bytes()).isEqualTo(content);
    }

    @Test
    void aFileIsTakenOnceOverRestartsWhateverItsTimeSays() throws IOException {
        Path file = lake.write("a", "one\n");
        lake.settledBatch();
        Files.setLastModifiedTime(file, FileTime.from(FilesLake.NOW.plusSeconds(99)));
        lake.settledBatch();
        lake.restart();
        lake.settledBatch();
        Files.delete(file);
        lake.batch();
        lake.write("a", "one\n");
        lake.settledBatch();
        Path late = lake.write("b", "two\n");
        Files.setLastModifiedTime(late, FileTime.from(Instant.EPOCH));
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one", "two");
    }

    @Test
    void aCopyIsNotTakenAndOtherBytesUnderAKnownNameAre() throws IOException {
        lake.write("a", "one\n");
        lake.write("b", "one\n");
        lake.settledBatch();
        lake.write("c", "one\n");
        lake.settledBatch();
        lake.write("a", "two\n");
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one", "two");
    }

    @Test
    void namesOfAllKindsAreTakenAndHiddenAndTemporaryOnesAreNot() throws IOException {
        for (String name : List.of(
                "a b%20é ü", "a#?:[b]{c}*\\d", "a\nb", "_hidden", ".hidden", "x.tmp", "y.PART", "z._COPYING_")) {
            lake.write(name, name.replace('\n', ' ') + "\n");
        }
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("a b", "a b%20é ü", "a#?:[b]{c}*\\d");
    }

    @Test
    void foldersBelowAndPatterns() throws IOException {
        Files.createDirectories(lake.folder().resolve("x/y"));
        lake.write("x/y/a.json", "one\n");
        lake.write("x/b.json", "two\n");
        lake.write("x/c.txt", "three\n");
        lake.settledBatch();
        assertThat(lake.lines()).isEmpty();

        lake.start(FilesLake.source(lake.folder() + "/*/*.json"));
        lake.settledBatch();
        assertThat(lake.lines()).containsExactly("two");

        lake.start(FilesLake.source(lake.folder().toString(), true, Optional.empty(), 1000));
        lake.settledBatch();
        assertThat(lake.lines()).containsExactly("two", "three", "one");
    }

    @Test
    void aFolderWhoseNameLooksLikeAPatternIsAFolder() throws IOException {
        Path folder = Files.createDirectory(lake.folder().resolve("in[1] {a}*"));
        Files.writeString(folder.resolve("a"), "one\n");
        lake.start(FilesLake.source(folder.toString()));
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one");
    }

    @Test
    void aMarkerSaysThatAFileIsCompleteSoThatNothingIsWaitedFor() throws IOException {
        lake.start(FilesLake.source(lake.folder().toString(), false, Optional.of(".done"), 1000));
        lake.write("a", "one\n");
        lake.write("b", "two\n");
        lake.write("b.done", "");
        lake.settledBatch();
        assertThat(lake.lines()).containsExactly("two");

        lake.write("a.done", "");
        lake.batch();
        assertThat(lake.lines()).containsExactly("two", "one");
    }

    @Test
    void aMarkerNeedNotMatchThePatternOfItsFile() throws IOException {
        lake.start(FilesLake.source(lake.folder() + "/*.json", false, Optional.of(".done"), 1000));
        lake.write("a.json", "one\n");
        lake.write("b.json", "two\n");
        lake.write("b.json.done", "");
        lake.batch();

        assertThat(lake.lines()).containsExactly("two");
    }

    @Test
    void aMarkerThatIsOlderThanItsFileDoesNotSayThatTheFileIsComplete() throws IOException {
        lake.start(FilesLake.source(lake.folder().toString(), false, Optional.of(".done"), 1000));
        Path marker = lake.write("a.done", "");
        Files.setLastModifiedTime(marker, FileTime.from(Instant.EPOCH));
        lake.write("a", "one\n");
        lake.batch();
        assertThat(lake.lines()).isEmpty();

        lake.settledBatch();
        assertThat(lake.lines()).containsExactly("one");
    }

    @Test
    void aFileThatGrowsIsTakenOnceMoreAsAWholeAndSaysSo() throws IOException {
        try (LogCapture log = LogCapture.of("weir.ingest.files")) {
            lake.write("a", "");
            lake.settledBatch();
            lake.write("a", "one\n");
            lake.settledBatch();
            assertThat(log.lines("WARN")).isEmpty();

            lake.write("a", "one\ntwo\n");
            lake.settledBatch();
            assertThat(lake.lines()).containsExactly("one", "one", "two");
            assertThat(log.lines("WARN")).singleElement().asString().contains("taken before with other bytes");
        }
    }

    @Test
    void aBacklogIsManyBoundedBatches() throws IOException {
        lake.start(FilesLake.source(lake.folder().toString(), false, Optional.empty(), 40));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lake.write("%03d".formatted(i), i + "\n");
            expected.add(String.valueOf(i));
        }
        lake.settledBatch();
        lake.batch();
        lake.batch();
        lake.batch();

        assertThat(lake.lines()).containsExactlyElementsOf(expected);
        assertThat(lake.manifests())
                .extracting(manifest -> manifest.parts().size())
                .containsExactly(40, 40, 20);
    }

    @Test
    void aBatchThatFailedIsTakenByTheNextOne() throws IOException {
        lake.write("a", "one\n");
        Files.createDirectories(lake.root());
        Path inTheWay = Files.writeString(lake.root().resolve("raw"), "no folder");
        lake.settledBatch();
        Files.delete(inTheWay);
        lake.batch();

        assertThat(lake.lines()).containsExactly("one");
    }

    @Test
    void partsWithoutManifestDoNotCount() throws IOException {
        lake.write("a", "one\n");
        Microbatch left =
                new Microbatch("events", FilesLake.NOW.plus(FilesLake.SETTLE).toEpochMilli());
        Files.createDirectories(lake.root().resolve(left.folder()));
        Files.writeString(lake.root().resolve(left.path("part-00000")), "one\n");
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one");
    }

    @Test
    void aFolderThatIsNotThereYetIsWaitedFor() throws IOException {
        lake.start(FilesLake.source(root.resolve("later").toString()));
        lake.batch();
        Files.createDirectory(root.resolve("later"));
        Files.writeString(root.resolve("later/a"), "one\n");
        lake.settledBatch();

        assertThat(lake.lines()).containsExactly("one");
    }
}

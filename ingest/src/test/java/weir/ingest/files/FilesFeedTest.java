package weir.ingest.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.feed.BatchLog;
import weir.ingest.feed.StreamTarget;
import weir.lake.Lines;
import weir.lake.config.FilesSourceConfig;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Capture;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of lines in a folder, batch by batch. */
@Tag("spark")
class FilesFeedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:06:25Z");
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static JavaSparkContext spark;

    @TempDir
    private Path root;

    private final TestClock clock = new TestClock();
    private Path lake;
    private Path folder;
    private FilesFeed feed;

    @BeforeAll
    static void startSpark() {
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("files tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1"));
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void open() throws IOException {
        lake = root.resolve("lake");
        folder = Files.createDirectory(root.resolve("incoming"));
        start(source(folder.toString(), 1000));
    }

    @Test
    void aFileIsTakenOnceItHasNotChangedForAWhile() throws IOException {
        write("a.ndjson", "one\ntwo\n");
        batch();
        clock.advance(SETTLE.minusMillis(1));
        write("a.ndjson", "one\ntwo\nthree");
        batch();
        clock.advance(SETTLE.minusMillis(1));
        batch();
        assertThat(lines()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        batch();
        settledBatch();

        assertThat(lines()).containsExactly("one", "two", "three");
        assertThat(manifests()).singleElement().satisfies(manifest -> assertThat(manifest.position())
                .contains(new Position.Files(
                        List.of(new Position.TakenFile("a.ndjson", 13, Lines.sha256(Lines.utf8("one\ntwo\nthree")))))));
    }

    @Test
    void bytesAreKeptAsTheyAre() throws IOException {
        byte[] content = {'\r', '\n', (byte) 0xff, 0, '\n', (byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '\n'};
        Files.write(folder.resolve("a"), content);
        settledBatch();

        assertThat(bytes()).isEqualTo(content);
    }

    @Test
    void aFileIsTakenOnceOverRestartsWhateverItsTimeSays() throws IOException {
        Path file = write("a", "one\n");
        settledBatch();
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(99)));
        settledBatch();
        start(source(folder.toString(), 1000));
        settledBatch();
        Files.delete(file);
        batch();
        write("a", "one\n");
        settledBatch();
        Path late = write("b", "two\n");
        Files.setLastModifiedTime(late, FileTime.from(Instant.EPOCH));
        settledBatch();

        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void aCopyIsNotTakenAndOtherBytesUnderAKnownNameAre() throws IOException {
        write("a", "one\n");
        write("b", "one\n");
        settledBatch();
        write("c", "one\n");
        settledBatch();
        write("a", "two\n");
        settledBatch();

        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void compressedFilesAreKnownByTheirFirstBytes() throws IOException {
        Files.write(folder.resolve("a.log"), concat(gzip("one\ntw"), gzip("o\n"), gzip("three\n")));
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7};
        Files.write(folder.resolve("b"), concat(skippable, zstd("four\nfi"), zstd("ve"), skippable));
        settledBatch();

        assertThat(lines()).containsExactly("one", "two", "three", "four", "five");
        assertThat(manifests().get(0).parts()).hasSize(2);
    }

    @Test
    void whatIsCutIsNotTakenInPartAndTakenWhenItIsWhole() throws IOException {
        byte[] zipped = gzip("one\n".repeat(10_000));
        byte[] packed = zstd("two\n".repeat(10_000));
        Files.write(folder.resolve("a.gz"), Arrays.copyOf(zipped, zipped.length - 5));
        Files.write(folder.resolve("b.zst"), Arrays.copyOf(packed, packed.length - 5));
        write("c", "three\n");
        settledBatch();
        assertThat(lines()).containsExactly("three");
        assertThat(manifests().get(0).parts()).hasSize(1);
        try (var parts = Files.list(lake.resolve(manifests().get(0).microbatch().folder()))) {
            assertThat(parts).hasSize(2);
        }

        Files.write(folder.resolve("a.gz"), zipped);
        Files.write(folder.resolve("b.zst"), packed);
        settledBatch();

        assertThat(lines()).hasSize(20_001);
    }

    @Test
    void whatHoldsTooMuchIsNotTaken() throws IOException {
        Files.write(folder.resolve("bomb.gz"), gzip(("a".repeat(1023) + "\n").repeat(80 << 10)));
        write("long", "b".repeat((1 << 20) + 1));
        write("c", "three\n");
        settledBatch();
        settledBatch();

        assertThat(lines()).containsExactly("three");
    }

    @Test
    void namesOfAllKindsAreTakenAndHiddenAndTemporaryOnesAreNot() throws IOException {
        for (String name : List.of("a b%20é ü", "_hidden", ".hidden", "x.tmp", "y.PART", "z._COPYING_")) {
            write(name, name + "\n");
        }
        settledBatch();

        assertThat(lines()).containsExactly("a b%20é ü");
    }

    @Test
    void foldersBelowAndPatterns() throws IOException {
        Files.createDirectories(folder.resolve("x/y"));
        write("x/y/a.json", "one\n");
        write("x/b.json", "two\n");
        write("x/c.txt", "three\n");
        settledBatch();
        assertThat(lines()).isEmpty();

        start(source(folder + "/*/*.json", 1000));
        settledBatch();
        assertThat(lines()).containsExactly("two");

        FilesSourceConfig all = source(folder.toString(), 1000);
        start(new FilesSourceConfig(
                all.path(), true, SETTLE, Optional.empty(), all.ignore(), 1000, 1 << 20, 1 << 20, 1 << 30, 1000));
        settledBatch();
        assertThat(lines()).containsExactly("two", "three", "one");
    }

    @Test
    void aMarkerSaysThatAFileIsComplete() throws IOException {
        FilesSourceConfig all = source(folder.toString(), 1000);
        start(new FilesSourceConfig(
                all.path(),
                false,
                Duration.ZERO,
                Optional.of(".done"),
                all.ignore(),
                1000,
                1 << 20,
                1 << 20,
                1 << 30,
                1000));
        write("a", "one\n");
        write("b", "two\n");
        write("b.done", "");
        batch();

        assertThat(lines()).containsExactly("two");
    }

    @Test
    void aBacklogIsManyBoundedBatches() throws IOException {
        start(source(folder.toString(), 40));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            write("%03d".formatted(i), i + "\n");
            expected.add(String.valueOf(i));
        }
        settledBatch();
        batch();
        batch();
        batch();

        assertThat(lines()).containsExactlyElementsOf(expected);
        assertThat(manifests()).extracting(manifest -> manifest.parts().size()).containsExactly(40, 40, 20);
    }

    @Test
    void aBatchThatFailedIsTakenByTheNextOne() throws IOException {
        write("a", "one\n");
        Files.createDirectories(lake);
        Path inTheWay = Files.writeString(lake.resolve("raw"), "no folder");
        settledBatch();
        Files.delete(inTheWay);
        batch();

        assertThat(lines()).containsExactly("one");
    }

    @Test
    void partsWithoutManifestDoNotCount() throws IOException {
        write("a", "one\n");
        Microbatch left = new Microbatch("events", NOW.plus(SETTLE).toEpochMilli());
        Files.createDirectories(lake.resolve(left.folder()));
        Files.writeString(lake.resolve(left.path("part-00000")), "one\n");
        settledBatch();

        assertThat(lines()).containsExactly("one");
    }

    @Test
    void aFolderThatIsNotThereYetIsWaitedFor() throws IOException {
        start(source(root.resolve("later").toString(), 1000));
        batch();
        Files.createDirectory(root.resolve("later"));
        Files.writeString(root.resolve("later/a"), "one\n");
        settledBatch();

        assertThat(lines()).containsExactly("one");
    }

    private void start(FilesSourceConfig source) throws IOException {
        SerializableConfiguration hadoop = new SerializableConfiguration(new Configuration());
        StreamConfig stream = new StreamConfig(Lines.events("true"), source, Capture.ALL, 0);
        feed = new FilesFeed(new StreamTarget(stream, lake.toString(), hadoop, new Unheard(), clock), source, hadoop);
        feed.recover();
    }

    private static FilesSourceConfig source(String path, int batchFiles) {
        FilesSourceConfig standard = FilesSourceConfig.of(path);
        return new FilesSourceConfig(
                path, false, SETTLE, Optional.empty(), standard.ignore(), batchFiles, 16 << 20, 1 << 20, 1 << 30, 100);
    }

    private void batch() {
        feed.write(spark, clock.instant());
    }

    /** Looks, waits until what is there is settled, and looks again. */
    private void settledBatch() {
        batch();
        clock.advance(SETTLE);
        batch();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<Manifest> manifests() throws IOException {
        RawZone zone = new RawZone(LakeFiles.of(lake.toString()), "events");
        List<Manifest> manifests = new ArrayList<>();
        for (Microbatch microbatch : zone.committed()) {
            manifests.add(zone.manifest(microbatch));
        }
        return manifests;
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Manifest manifest : manifests()) {
            for (Part part : manifest.parts()) {
                content.writeBytes(
                        Files.readAllBytes(lake.resolve(manifest.microbatch().path(part.name()))));
            }
        }
        return content.toByteArray();
    }

    private List<String> lines() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    private static byte[] zstd(String content) {
        return Zstd.compress(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static final class TestClock extends Clock {

        private Instant now = NOW;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class Unheard implements BatchLog {

        @Override
        public void committed(Instant batch, long messages) {}

        @Override
        public void fatal(IOException failure) {
            throw new AssertionError(failure);
        }
    }
}

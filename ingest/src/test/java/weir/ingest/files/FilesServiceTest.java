package weir.ingest.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.IngestService;
import weir.ingest.IngestSetup;
import weir.ingest.LogCapture;
import weir.ingest.twitter.Backoff;
import weir.lake.Lines;
import weir.lake.config.FilesSourceConfig;
import weir.lake.config.IngestConfig;
import weir.lake.config.SparkConfig;
import weir.lake.config.SpoolConfig;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Capture;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

/** Files through a running service of Spark Streaming, over restarts. */
@Tag("spark")
@Timeout(120)
class FilesServiceTest {

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONG_LINE = 20 << 20;

    private static JavaSparkContext spark;

    @TempDir
    private Path root;

    private Path folder;
    private Path lake;

    @BeforeAll
    static void startSpark() {
        spark = FilesLake.spark();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(root.resolve("in coming"));
        lake = root.resolve("lake");
    }

    @Test
    void lateRestoredAndCopiedFilesAreTakenOnceOverRestarts() throws Exception {
        try (IngestService service = start(folder.toString())) {
            drop("a", "one\n");
            await(() -> lines().size() == 1);
        }
        drop("copy", "one\n");
        Path late = drop("late", "two\n");
        Files.setLastModifiedTime(late, FileTime.from(Instant.EPOCH));
        Files.delete(folder.resolve("a"));
        try (IngestService service = start(folder.toString())) {
            await(() -> lines().size() == 2);
            drop("a", "one\n"); // restored, with a new time
            drop("b", "three\n");
            await(() -> lines().size() >= 3);
            drop("c", "four\n");
            await(() -> lines().size() >= 4);
        }

        assertThat(lines()).containsExactly("one", "two", "three", "four");
        assertThat(manifests()).allMatch(manifest -> manifest.gaps().isEmpty());
    }

    @Test
    void aFileThatIsAppendedToIsTakenAsAWholeOnceMore() throws Exception {
        try (LogCapture log = LogCapture.of("weir.ingest.files");
                IngestService service = start(folder.toString())) {
            Path file = drop("a", "one\n");
            await(() -> lines().size() == 1);
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);
            await(() -> lines().size() == 3);
            assertThat(log.lines("WARN")).singleElement().asString().contains("once more as a whole");
        }

        assertThat(lines()).containsExactly("one", "one", "two");
    }

    @Test
    void onlyWhatAPatternMatchesIsTakenWhateverTheNameIs() throws Exception {
        Files.createDirectories(folder.resolve("day #1 [a]"));
        try (IngestService service = start(folder + "/day*/*.json")) {
            drop("not.json", "0\n");
            drop("day #1 [a]/x.txt", "0\n");
            for (String name : List.of("100%41.json", "a b.json", "ä:ö#?.json", "line\nfeed.json", "{[*]}.json")) {
                drop("day #1 [a]/" + name, name.replace('\n', ' ') + "\n");
            }
            await(() -> lines().size() >= 5);
        }

        assertThat(lines())
                .containsExactlyInAnyOrder("100%41.json", "a b.json", "ä:ö#?.json", "line feed.json", "{[*]}.json");
    }

    @Test
    void linesOfAllKindsAreKeptByteForByte() throws Exception {
        byte[] content = Compressed.concat(
                Lines.utf8("\ufeff{\"id\":1}\r\n\r\n\n"),
                new byte[] {0, '\n', (byte) 0xff, '\n'},
                Lines.utf8("x".repeat(LONG_LINE) + "\n{\"id\":2}"));
        try (IngestService service = start(folder.toString())) {
            drop("empty", "");
            Files.write(folder.resolve("empty.gz"), Compressed.gzip(""));
            drop("blank", "\n\n\n");
            Files.write(
                    folder.resolve("lines.zst.tmp"), Compressed.zstd(new String(content, StandardCharsets.ISO_8859_1)));
            Files.write(folder.resolve("lines.tmp"), content);
            Files.move(folder.resolve("lines.tmp"), folder.resolve("lines"));
            await(() -> received() >= 3 + 7);
        }

        assertThat(bytes()).isEqualTo(Compressed.concat(Lines.utf8("\n\n\n"), content, Lines.utf8("\n")));
        assertThat(manifests().stream()
                        .mapToLong(manifest -> manifest.counts().kept())
                        .sum())
                .isEqualTo(2);
    }

    private IngestService start(String path) throws IOException {
        FilesSourceConfig standard = FilesSourceConfig.of(path);
        FilesSourceConfig source = new FilesSourceConfig(
                path,
                false,
                Duration.ofMillis(200),
                Optional.empty(),
                standard.ignore(),
                standard.batchFiles(),
                standard.batchBytes(),
                standard.maxLineBytes(),
                standard.maxExpansionBytes(),
                standard.maxExpansionRatio());
        IngestService service = IngestService.on(
                spark,
                new IngestSetup(
                        lake.toString(),
                        new SparkConfig("local[2]", Map.of()),
                        new IngestConfig(INTERVAL, 16 << 10, Duration.ofMillis(100), SpoolConfig.STANDARD),
                        List.of(new StreamConfig(Lines.events("true"), source, Capture.ALL, 0)),
                        Backoff.TWITTER,
                        Map.of(),
                        Clock.systemUTC()));
        service.start();
        return service;
    }

    private Path drop(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private long received() {
        return manifests().stream()
                .mapToLong(manifest -> manifest.counts().received())
                .sum();
    }

    private List<Manifest> manifests() {
        try {
            RawZone zone = new RawZone(LakeFiles.of(lake.toString()), "events");
            List<Manifest> manifests = new ArrayList<>();
            for (Microbatch microbatch : zone.committed()) {
                manifests.add(zone.manifest(microbatch));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes() {
        try {
            byte[] all = {};
            for (Manifest manifest : manifests()) {
                for (Part part : manifest.parts()) {
                    Path file = lake.resolve(manifest.microbatch().path(part.name()));
                    all = Compressed.concat(all, Files.readAllBytes(file));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        return new String(bytes(), StandardCharsets.UTF_8).lines().toList();
    }

    /** Waits until something is so; fails when that takes too long. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}

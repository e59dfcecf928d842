package weir.ingest.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

import weir.ingest.feed.BatchLog;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.StreamTarget;
import weir.lake.Lines;
import weir.lake.config.FilesSourceConfig;
import weir.lake.config.StreamConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.OwnFolders;
import weir.lake.raw.Capture;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.RawZone;

/** A folder, and a lake that takes its files when a test says that a batch is due, by a clock that a test sets. */
final class FilesLake {

    static final Instant NOW = Instant.parse("2026-11-22T10:06:25Z");
    static final Duration SETTLE = Duration.ofSeconds(10);

    private final JavaSparkContext spark;
    private final TestClock clock = new TestClock();
    private final Path lake;
    private final String lakeRoot;
    private final Path folder;
    private FilesFeed feed;

    /** @param root where lake and folder are */
    FilesLake(JavaSparkContext spark, Path root) throws IOException {
        this(spark, root, root.resolve("lake").toString());
    }

    /** @param lakeRoot by which the folder {@code lake} in the root is opened */
    FilesLake(JavaSparkContext spark, Path root, String lakeRoot) throws IOException {
        this.spark = spark;
        this.lake = root.resolve("lake");
        this.lakeRoot = lakeRoot;
        this.folder = Files.createDirectories(root.resolve("incoming"));
        start(source(folder.toString()));
    }

    /** A Spark context for a test class. */
    static JavaSparkContext spark() {
        return new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("files tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1"));
    }

    /** A source with small limits. */
    static FilesSourceConfig source(String path) {
        return source(path, false, Optional.empty(), 1000);
    }

    static FilesSourceConfig source(String path, boolean recursive, Optional<String> marker, int batchFiles) {
        List<String> ignore = FilesSourceConfig.of(path).ignore();
        return new FilesSourceConfig(
                path, recursive, SETTLE, marker, ignore, batchFiles, 16 << 20, 1 << 20, 1 << 30, 100);
    }

    /** A new process with this source. */
    void start(FilesSourceConfig source) throws IOException {
        Configuration settings = new Configuration();
        settings.setClass("fs." + HurtFileSystem.SCHEME + ".impl", HurtFileSystem.class, FileSystem.class);
        HadoopSettings hadoop = HadoopSettings.of(settings);
        StreamConfig stream = new StreamConfig(Lines.events("true"), source, Capture.ALL, 0);
        OwnFolders own = OwnFolders.of(lake.toString(), Optional.empty());
        feed = new FilesFeed(new StreamTarget(stream, lakeRoot, hadoop, new Unheard(), clock), source, hadoop, own);
        feed.recover();
    }

    /** A new process with the same folder. */
    void restart() throws IOException {
        start(source(folder.toString()));
    }

    void batch() {
        feed.write(spark, clock.instant());
    }

    /** Looks, waits until what is there is settled, and looks again. */
    void settledBatch() {
        batch();
        advance(SETTLE);
        batch();
    }

    void advance(Duration by) {
        clock.now = clock.now.plus(by);
    }

    Path folder() {
        return folder;
    }

    Path root() {
        return lake;
    }

    Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    List<Manifest> manifests() throws IOException {
        RawZone zone = new RawZone(LakeFiles.of(lake.toString()), "events");
        List<Manifest> manifests = new ArrayList<>();
        for (Microbatch microbatch : zone.committed()) {
            manifests.add(zone.manifest(microbatch));
        }
        return manifests;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Manifest manifest : manifests()) {
            for (Part part : manifest.parts()) {
                content.writeBytes(
                        Files.readAllBytes(lake.resolve(manifest.microbatch().path(part.name()))));
            }
        }
        return content.toByteArray();
    }

    List<String> lines() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static final class TestClock extends Clock {

        private Instant now = NOW;

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

package weir.ingest.receive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.feed.BatchLog;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.StreamTarget;
import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.intake.SpoolLimits;
import weir.lake.intake.SpoolWriter;
import weir.lake.raw.Capture;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** What a feed of chunks does with what an earlier process has left in the spool. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
class ChunkFeedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:06:25Z");
    private static final SpoolLimits LIMITS = new SpoolLimits(1_600, 0);

    @TempDir
    private Path root;

    private LakeFiles files;
    private RawZone zone;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        zone = new RawZone(files, "events");
    }

    @Test
    void anEmptyLakeHasNothingToRecover() throws IOException {
        feed().recover();

        assertThat(zone.committed()).isEmpty();
    }

    @Test
    void chunksThatNoManifestHoldsAreCommittedOnceAndInOrder() throws IOException {
        spool(0, "a", "b", "c");
        feed().recover();
        feed().recover();

        assertThat(lines()).containsExactly("a0", "b1", "c2");
        assertThat(position()).isEqualTo(new Position.Spooled(0, 2));
    }

    @Test
    void onlyChunksBehindTheNewestManifestAreCommitted() throws IOException {
        spool(0, "a", "b");
        feed().recover();
        spool(2, "c");
        feed().recover();

        assertThat(lines()).containsExactly("a0", "b1", "c2");
        assertThat(zone.committed()).hasSize(2).isSorted();
    }

    @Test
    void whatIsCommittedLeavesTheSpool() throws IOException {
        spool(0, "a".repeat(200), "b".repeat(200), "c".repeat(200));
        feed().recover();

        try (Stream<Path> left = Files.list(root.resolve("state/spool/events"))) {
            assertThat(left).hasSize(1);
        }
        assertThat(new Spool(files, "events").last().orElseThrow().sequence()).isEqualTo(2);
    }

    @Test
    void aDamagedSpoolFileIsAGapAndTheRestIsCommitted() throws IOException {
        spool(0, "a".repeat(200), "b".repeat(200), "c".repeat(200));
        Files.write(root.resolve("state/spool/events/0000000000000000001.chunks"), new byte[] {'?'});
        feed().recover();

        assertThat(lines()).containsExactly("a".repeat(200) + 0, "c".repeat(200) + 2);
        assertThat(gaps())
                .containsExactly(Gap.of(Cause.DAMAGED, NOW, NOW.plusSeconds(2), "chunks 1 to 1 of the spool"));
    }

    @Test
    void chunksThatTheMarkKnowsAndTheSpoolHasLostAreAGapBeforeTheNextConnection() throws IOException {
        spool(0, "a", "b");
        feed().recover();
        new AliveMark("events", new Connection(NOW, NOW.plusSeconds(9)), 4, Optional.empty()).write(files);
        feed().recover();
        assertThat(gaps()).isEmpty();
        try (SpoolWriter writer = SpoolWriter.open(files, "events", LIMITS, 5)) {
            Connection next = new Connection(NOW.plusSeconds(20), NOW.plusSeconds(21));
            writer.append(new Chunk(5, next, List.of(), 0, "f\n".getBytes(StandardCharsets.UTF_8)));
        }
        feed().recover();

        assertThat(lines()).containsExactly("a0", "b1", "f");
        assertThat(gaps())
                .containsExactly(
                        Gap.of(Cause.DAMAGED, NOW.plusSeconds(1), NOW.plusSeconds(20), "chunks 2 to 4 of the spool"));
    }

    @Test
    void anAliveMarkThatCannotBeReadIsRemovedAndTheStreamGoesOn() throws IOException {
        spool(0, "a");
        new AliveMark("events", new Connection(NOW, NOW), 0, Optional.empty()).write(files);
        Files.write(root.resolve("state/alive/events.json"), new byte[] {'{'});
        feed().recover();

        assertThat(lines()).containsExactly("a0");
        assertThat(AliveMark.read(files, "events")).isEmpty();
    }

    @Test
    void microbatchesOfAnImportDoNotHideThePosition() throws IOException {
        spool(0, "a");
        feed().recover();
        Lines.commitParts(files, new Microbatch("events", NOW.toEpochMilli() + 500), List.of(Lines.utf8("{}\n")));
        spool(1, "b");
        feed().recover();

        assertThat(lines()).containsExactly("a0", "{}", "b1");
        assertThat(zone.committed().get(2).time()).isEqualTo(NOW.plusMillis(501));
    }

    @Test
    void limitNoticesAreAddedUpByConnection() throws IOException {
        spool(0, "{\"limit\":{\"track\":5}}\n{\"limit\":{\"track\":12}}\n{\"limit\":{\"track\":\"x\"}}\n");
        feed().recover();

        Manifest manifest = zone.manifest(zone.committed().get(0));
        assertThat(manifest.connections()).extracting(Connection::withheld).containsExactly(12L);
        assertThat(manifest.counts().control()).containsEntry("limit", 3L);
    }

    /** Appends chunks of a line each: a text and the chunk's sequence, or a text that ends with LF as it is. */
    private void spool(long first, String... texts) throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", LIMITS, first)) {
            for (String text : texts) {
                long sequence = writer.next();
                String content = text.endsWith("\n") ? text : text + sequence + "\n";
                Connection connection = new Connection(NOW, NOW.plusSeconds(sequence));
                writer.append(new Chunk(sequence, connection, List.of(), 0, content.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private List<Gap> gaps() throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (Microbatch microbatch : zone.committed()) {
            gaps.addAll(zone.manifest(microbatch).gaps());
        }
        return gaps;
    }

    private Position position() throws IOException {
        List<Microbatch> committed = zone.committed();
        return zone.manifest(committed.get(committed.size() - 1)).position().orElseThrow();
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Microbatch microbatch : zone.committed()) {
            for (Part part : zone.manifest(microbatch).parts()) {
                lines.addAll(Files.readAllLines(root.resolve(microbatch.path(part.name()))));
            }
        }
        return lines;
    }

    @Test
    void whatTheEndHasNoTimeForStaysInTheSpoolForTheNextStart() throws IOException {
        spool(0, "a", "b", "c");
        feed().drain(Duration.ZERO);
        assertThat(zone.committed()).isEmpty();

        feed().recover();
        assertThat(lines()).containsExactly("a0", "b1", "c2");
    }

    @Test
    void theEndCommitsWhatIsInTheSpool() throws IOException {
        spool(0, "a", "b", "c");
        feed().drain(Duration.ofMinutes(1));

        assertThat(lines()).containsExactly("a0", "b1", "c2");
    }

    private ChunkFeed feed() {
        Schema schema = Schema.parse(
                "format = 1, time-format = iso, control = [limit], columns = [{name = id, type = bigint}, {name = at, type = timestamp}]",
                "test");
        StreamSpec spec = new StreamSpec("events", schema, List.of("id"), "at", "true");
        StreamConfig stream = new StreamConfig(spec, source(), Capture.ALL, 0);
        StreamTarget target = new StreamTarget(
                stream,
                root.toString(),
                HadoopSettings.of(new Configuration()),
                new Ignoring(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        ChunkFeed.Source none = (context, first) -> {
            throw new UnsupportedOperationException();
        };
        return new ChunkFeed(target, files, none);
    }

    private static TwitterSourceConfig source() {
        return new TwitterSourceConfig(
                TwitterReceiverKind.RAW,
                false,
                "http://127.0.0.1:1/",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Optional.empty());
    }

    private static final class Ignoring implements BatchLog {

        @Override
        public void committed(Instant batch, long messages) {}

        @Override
        public void fatal(IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package weir.ingest.receive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.feed.HadoopSettings;
import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.intake.SpoolLimits;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IntakeTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:06:25Z");
    private static final SpoolLimits WIDE = new SpoolLimits(1L << 30, 0);

    @TempDir
    private Path root;

    private final SettableClock clock = new SettableClock(BEGIN);
    private final List<Chunk> chunks = new ArrayList<>();
    private Intake intake;
    private OpenConnection connection;

    @BeforeEach
    void connect() throws IOException {
        intake = open(WIDE);
        connection = intake.begin();
    }

    @Test
    void fullChunkGoesAtOnce() {
        append("1234", "5678");

        assertThat(lines()).containsExactly("1234\n5678\n");
    }

    @Test
    void lineThatDoesNotFitGoesIntoTheNextChunk() throws IOException {
        append("12345", "67890");
        intake.end();

        assertThat(lines()).containsExactly("12345\n", "67890\n");
        assertThat(chunks).extracting(Chunk::sequence).containsExactly(0L, 1L);
    }

    @Test
    void longLineTravelsAlone() throws IOException {
        append("1", "a line longer than a chunk", "2");
        intake.end();

        assertThat(lines()).containsExactly("1\n", "a line longer than a chunk\n", "2\n");
    }

    @Test
    void begunChunkGoesWhenItsFirstLineIsOld() {
        append("1");
        clock.advance(400);
        append("2");
        clock.advance(99);
        intake.tick();
        assertThat(chunks).isEmpty();

        clock.advance(1);
        intake.tick();

        assertThat(lines()).containsExactly("1\n2\n");
        assertThat(chunks.get(0).connection()).isEqualTo(new Connection(BEGIN, BEGIN.plusMillis(400)));
    }

    @Test
    void begunChunkGoesWhenNothingHasComeForATick() {
        append("1");
        intake.tick();
        clock.advance(100);
        append("2");
        clock.advance(25);
        intake.tick();
        assertThat(chunks).isEmpty();

        clock.advance(125);
        intake.tick();

        assertThat(lines()).containsExactly("1\n2\n");
    }

    @Test
    void nothingMakesNoChunk() throws IOException {
        clock.advance(5_000);
        intake.tick();
        intake.heard(connection);
        intake.end();

        assertThat(chunks).isEmpty();
    }

    @Test
    void everyChunkIsInTheSpoolWhenItIsHandedOn() throws IOException {
        List<Long> spooled = new ArrayList<>();
        Intake checked = Intake.open(settings(WIDE, 5), chunk -> spooled.add(inSpool()));
        OpenConnection open = checked.begin();
        checked.append(open, bytes("1234567890"), 0, 10);
        checked.append(open, bytes("1234567890"), 0, 10);

        assertThat(spooled).containsExactly(5L, 6L);
    }

    @Test
    void aSinkThatFailsLosesNothing() throws IOException {
        Intake broken = Intake.open(settings(WIDE, 0), chunk -> {
            throw new IllegalStateException("Spark has ended");
        });
        OpenConnection open = broken.begin();

        assertThatThrownBy(() -> broken.append(open, bytes("1234567890"), 0, 10))
                .isInstanceOf(IllegalStateException.class);
        assertThat(inSpool()).isEqualTo(0L);
    }

    @Test
    void chunkDoesNotMixConnectionsAndTheTimeBetweenIsAGap() throws IOException {
        append("1");
        clock.advance(1_000);
        intake.lost(connection, Cause.NETWORK, "reset");
        clock.advance(8_000);
        OpenConnection next = intake.begin();
        append("late");
        clock.advance(10);
        intake.append(next, bytes("2"), 0, 1);
        intake.end();

        assertThat(lines()).containsExactly("1\n", "2\n");
        assertThat(chunks).extracting(chunk -> chunk.connection().from()).containsExactly(BEGIN, BEGIN.plusSeconds(9));
        assertThat(chunks.get(0).gaps()).isEmpty();
        assertThat(chunks.get(1).gaps()).containsExactly(Gap.of(Cause.NETWORK, BEGIN, BEGIN.plusSeconds(9), "reset"));
    }

    @Test
    void keepAlivesShortenTheGap() {
        clock.advance(30_000);
        intake.heard(connection);
        clock.advance(90_000);
        intake.lost(connection, Cause.SILENCE, "");
        clock.advance(1_000);
        intake.begin();
        intake.tick();

        assertThat(chunks).singleElement().satisfies(chunk -> assertThat(chunk.gaps())
                .containsExactly(Gap.of(Cause.SILENCE, BEGIN.plusSeconds(30), BEGIN.plusSeconds(121), "")));
    }

    @Test
    void anOutageWithSeveralCausesIsSeveralGapsWithoutAHole() {
        intake.lost(connection, Cause.NETWORK, "a");
        clock.advance(1_000);
        intake.lost(null, Cause.NETWORK, "b");
        clock.advance(1_000);
        intake.lost(null, Cause.RATE_LIMIT, "c");
        clock.advance(1_000);
        intake.begin();
        intake.tick();

        assertThat(chunks).singleElement().satisfies(chunk -> assertThat(chunk.gaps())
                .containsExactly(
                        Gap.of(Cause.NETWORK, BEGIN, BEGIN.plusSeconds(2), "a"),
                        Gap.of(Cause.RATE_LIMIT, BEGIN.plusSeconds(2), BEGIN.plusSeconds(3), "c")));
    }

    @Test
    void aStopIsAGapUntilTheNextStart() throws IOException {
        append("1");
        clock.advance(1_000);
        intake.heard(connection);
        intake.end();
        clock.advance(60_000);
        Intake next = open(WIDE);
        next.begin();
        next.tick();

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).sequence()).isEqualTo(1);
        assertThat(chunks.get(1).gaps())
                .containsExactly(Gap.of(Cause.STOPPED, BEGIN.plusSeconds(1), BEGIN.plusSeconds(61), ""));
    }

    @Test
    void aKillIsAGapFromWhatIsInTheSpoolOrTheMark() throws IOException {
        append("1234567890");
        clock.advance(6_000);
        append("lost");
        intake.tick();
        clock.advance(10_000);
        assertThat(AliveMark.read(LakeFiles.of(root.toString()), "events"))
                .contains(new AliveMark("events", new Connection(BEGIN, BEGIN), 0, Optional.empty()));
        Intake next = open(WIDE);
        next.begin();
        next.tick();

        assertThat(chunks.get(chunks.size() - 1).gaps())
                .containsExactly(Gap.of(Cause.KILLED, BEGIN, BEGIN.plusSeconds(16), ""));
    }

    @Test
    void aQuietSourceIsNoGapAfterAKillButForTheTimeSinceTheMark() throws IOException {
        clock.advance(30_000);
        intake.heard(connection);
        intake.tick();
        clock.advance(3_000);
        Intake next = open(WIDE);
        next.begin();
        next.tick();

        assertThat(chunks).singleElement().satisfies(chunk -> assertThat(chunk.gaps())
                .containsExactly(Gap.of(Cause.KILLED, BEGIN.plusSeconds(30), BEGIN.plusSeconds(33), "")));
    }

    @Test
    void aFullSpoolIsToldAndNothingThatWasAppendedIsLost() throws IOException {
        Intake narrow = Intake.open(settings(new SpoolLimits(1_600, 0), 0), chunks::add);
        narrow.hurry(); // nobody waits
        OpenConnection open = narrow.begin();
        int sent = 0;
        Optional<Cause> obstacle = Optional.empty();
        while (obstacle.isEmpty()) {
            obstacle = narrow.append(open, bytes("%09d".formatted(sent++)), 0, 9);
        }
        assertThat(obstacle).contains(Cause.BACK_PRESSURE);
        narrow.lost(open, Cause.BACK_PRESSURE, "");
        assertThat(narrow.hasRoom()).isFalse();

        clock.advance(4_000);
        new Spool(LakeFiles.of(root.toString()), "events").release(chunks.size() - 1L);
        assertThat(narrow.hasRoom()).isTrue();
        narrow.begin();
        narrow.end();

        assertThat(String.join("", lines()).lines().toList()).hasSize(sent).doesNotHaveDuplicates();
        assertThat(chunks.get(chunks.size() - 1).gaps())
                .containsExactly(Gap.of(Cause.BACK_PRESSURE, BEGIN, BEGIN.plusSeconds(4), ""));
    }

    @Test
    void nothingIsTakenAfterTheEnd() throws IOException {
        intake.end();
        append("1");

        intake.end();
        assertThat(chunks).isEmpty();
    }

    @Test
    void clockThatIsSetBackMakesNoConnectionThatEndsBeforeItBegins() throws IOException {
        clock.advance(-60_000);
        append("1");
        intake.end();

        assertThat(chunks.get(0).connection()).isEqualTo(new Connection(BEGIN, BEGIN));
    }

    private Intake open(SpoolLimits limits) throws IOException {
        return Intake.open(settings(limits, 0), chunks::add);
    }

    private IntakeSettings settings(SpoolLimits limits, long first) {
        return new IntakeSettings(
                "events",
                root.toString(),
                HadoopSettings.of(new Configuration()),
                limits,
                first,
                10,
                Duration.ofMillis(500),
                clock);
    }

    private void append(String... lines) {
        for (String line : lines) {
            assertThat(intake.append(connection, bytes(line), 0, line.length())).isEmpty();
        }
    }

    private long inSpool() {
        try {
            return new Spool(LakeFiles.of(root.toString()), "events")
                    .last()
                    .map(Chunk::sequence)
                    .orElse(-1L);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> lines() {
        return chunks.stream()
                .map(chunk -> new String(chunk.lines(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

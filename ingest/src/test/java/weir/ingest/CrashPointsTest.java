package weir.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.feed.BatchLog;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.StreamTarget;
import weir.ingest.receive.ChunkFeed;
import weir.ingest.receive.Intake;
import weir.ingest.receive.IntakeSettings;
import weir.ingest.receive.OpenConnection;
import weir.lake.Lines;
import weir.lake.config.StreamConfig;
import weir.lake.faults.Loss;
import weir.lake.faults.Scenario;
import weir.lake.files.LakeFiles;
import weir.lake.intake.SpoolLimits;
import weir.lake.raw.Cause;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

/** Ingest, from the first line of a connection to the committed microbatch, cut short at every call of the file system. */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
class CrashPointsTest {

    private static final String STREAM = "events";
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
    /** Each line is a chunk, a spool file has two of them. */
    private static final int CHUNK_BYTES = 100;

    private static final SpoolLimits LIMITS = new SpoolLimits(8 << 10, 0);
    private static final HadoopSettings HADOOP = HadoopSettings.of(new Configuration());
    private static final StreamConfig CONFIG = Fixture.stream(STREAM, "http://127.0.0.1:1/", List.of());
    private static final int BEFORE = 2;
    private static final int SENT = 8;

    @TempDir
    private Path home;

    /** Lines that the work of the present trial has put into the spool. */
    private int spooled;
    /** Lines that it has committed. */
    private int committed;

    @Test
    void aKillAtAnyCallLosesNothingThatIsInTheSpool() throws IOException {
        assertThat(scenario(() -> spooled).survivesEveryKill(home)).isPositive();
    }

    @Test
    void aLossOfPowerAtAnyCallLosesNothingThatIsCommitted() throws IOException {
        assertThat(scenario(() -> committed).survivesEveryLossOfPower(home, Loss.EVERYTHING))
                .isPositive();
        scenario(() -> committed).survivesEveryLossOfPower(home, Loss.random(1));
    }

    @Test
    void whatIsRecoveredStaysWhenThePowerFails() throws IOException {
        assertThat(scenario(() -> spooled).keepsWhatWasRecovered(home, Loss.EVERYTHING))
                .isPositive();
        scenario(() -> committed).keepsWhatWasAcknowledged(home, Loss.EVERYTHING);
    }

    @Test
    void everyErrorOfACommitFromTheSpoolIsToldAndMadeGoodFor() throws IOException {
        Scenario commit = new Scenario(
                "commit from the spool",
                files -> receive(files, 0, SENT),
                files -> feed(files).recover(),
                CrashPointsTest::recover,
                files -> assertThat(captured(files)).isEqualTo(sent(SENT)));

        assertThat(commit.tellsEveryError(home)).isPositive();
        assertThat(commit.survivesEveryKill(home)).isPositive();
    }

    /** @param least how many of the work's lines have to be there after it was cut short */
    private Scenario scenario(Least least) {
        return new Scenario(
                "intake, spool and commit",
                files -> {
                    receive(files, 0, BEFORE);
                    feed(files).recover();
                },
                this::work,
                CrashPointsTest::recover,
                files -> {
                    List<String> captured = captured(files);
                    assertThat(captured).isSubsetOf(sent(BEFORE + SENT)).doesNotHaveDuplicates();
                    assertThat(captured).startsWith(sent(BEFORE + least.lines()).toArray(String[]::new));
                    if (!captured.equals(sent(captured.size()))) { // a loss of power may take any chunk
                        assertThat(causes(files)).contains(Cause.DAMAGED);
                    }
                    assertThat(new RawZone(files, STREAM).uncommitted()).isEmpty();
                });
    }

    private void work(LakeFiles files) throws IOException {
        spooled = 0;
        committed = 0;
        for (int half = 0; half < 2; half++) {
            receive(files, BEFORE + half * SENT / 2, SENT / 2);
            feed(files).recover();
            committed = spooled;
        }
    }

    private static void recover(LakeFiles files) throws IOException {
        feed(files).recover();
        RawEntrance.removeLeftovers(files, STREAM);
    }

    private void receive(LakeFiles files, int first, int count) throws IOException {
        IntakeSettings settings = new IntakeSettings(
                STREAM,
                files.uri(""),
                HADOOP,
                LIMITS,
                0,
                CHUNK_BYTES,
                Duration.ofMillis(500),
                Clock.fixed(TIME, ZoneOffset.UTC));
        Intake intake = Intake.open(
                settings, chunk -> spooled += Lines.split(chunk.lines()).size());
        OpenConnection connection = intake.begin();
        for (String line : sent(first + count).subList(first, first + count)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            intake.append(connection, bytes, 0, bytes.length);
            intake.tick();
        }
        intake.end();
    }

    private static ChunkFeed feed(LakeFiles files) {
        StreamTarget target =
                new StreamTarget(CONFIG, files.uri(""), HADOOP, new Unheard(), Clock.fixed(TIME, ZoneOffset.UTC));
        return new ChunkFeed(target, files, (context, first) -> {
            throw new UnsupportedOperationException("nothing is received here");
        });
    }

    private static List<String> sent(int count) {
        return Fixture.statuses(0, count);
    }

    private static List<String> captured(LakeFiles files) throws IOException {
        List<String> lines = new ArrayList<>();
        RawZone zone = new RawZone(files, STREAM);
        for (Microbatch microbatch : zone.committed()) {
            Manifest manifest = zone.manifest(microbatch);
            for (Part part : manifest.parts()) {
                byte[] content = files.read(microbatch.path(part.name()));
                assertThat(Lines.sha256(content)).isEqualTo(part.sha256());
                lines.addAll(new String(content, StandardCharsets.UTF_8).lines().toList());
            }
        }
        return lines;
    }

    private static List<Cause> causes(LakeFiles files) throws IOException {
        List<Cause> causes = new ArrayList<>();
        RawZone zone = new RawZone(files, STREAM);
        for (Microbatch microbatch : zone.committed()) {
            zone.manifest(microbatch).gaps().forEach(gap -> causes.add(gap.cause()));
        }
        return causes;
    }

    /** How many lines have to be there. */
    private interface Least {
        int lines();
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

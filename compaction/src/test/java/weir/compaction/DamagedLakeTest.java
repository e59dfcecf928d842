package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.intake.AliveMark;
import weir.lake.intake.SpoolLimits;
import weir.lake.intake.SpoolWriter;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happens to any file of a lake is named by a verification of it. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedLakeTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261122);

    @TempDir
    private static Path home;

    private TestLake sound;

    @BeforeAll
    void fill(SparkSession spark) throws IOException {
        System.out.println("damaged lakes: seed " + SEED);
        sound = TestLake.of(home.resolve("sound"), MixedLines.spec());
        MixedLines.commitFirst(sound);
        sound.compact(spark);
        MixedLines.commitSecond(sound);
        sound.compact(spark);
        try (QuarantineOrders orders =
                new QuarantineOrders(sound.files(), MixedLines.spec(), OptionalLong::empty, Clock.systemUTC())) {
            orders.drop(new LineSelection(Optional.empty(), TimeRange.parse(null, "2026-11-23")));
        }
        sound.commit("2026-11-23T06:00:00Z", List.of(MixedLines.event(90, "2026-11-23T06:00:00Z", "not compacted")));
        Instant heard = Instant.parse("2026-11-23T06:00:00Z");
        Connection connection = new Connection(heard, heard);
        try (SpoolWriter spool = SpoolWriter.open(sound.files(), "events", new SpoolLimits(1 << 20, 0), 0)) {
            for (long chunk = 0; chunk < 3; chunk++) {
                spool.append(new Chunk(chunk, connection, List.of(), 0, Lines.utf8("{}\n")));
            }
        }
        new AliveMark("events", connection, 2, Optional.empty()).write(sound.files());
        assertThat(mismatches(sound, "tables/", spark)).isEmpty();
    }

    /**
     * What a flipped byte does no harm to: names of owners, which are written anew, and the checksums that Hadoop and Delta
     * lay beside their files, who do without one that they cannot read.
     */
    private static boolean mayBeFlipped(String path) {
        return path.startsWith("state/locks/") || path.endsWith(".crc");
    }

    /**
     * What may be deleted without harm, besides that: the alive mark, which is renewed; and what the newest plan and the
     * newest order have given, as a killed process leaves it, so that the next one finishes them again.
     */
    private static boolean mayBeDeleted(String path) {
        return mayBeFlipped(path)
                || path.startsWith("state/alive/")
                || path.equals("state/plans/events/00000002.done.json")
                || path.equals("state/quarantine/events/00000001.done.json");
    }

    @Test
    void isNamedByAnyFlippedByte(SparkSession spark) throws IOException {
        Random random = new Random(SEED);
        List<String> unnoticed = new ArrayList<>();
        for (String path : sound.tree("")) {
            byte[] content = Files.readAllBytes(sound.path(path));
            int at = content.length == 0 ? 0 : random.nextInt(content.length);
            int bit = random.nextInt(Byte.SIZE);
            if (content.length == 0 || mayBeFlipped(path)) {
                continue;
            }
            TestLake lake = copy();
            content[at] ^= (byte) (1 << bit);
            Files.write(lake.path(path), content);
            if (!isNamed(lake, path, spark)) {
                unnoticed.add(path + ", byte " + at + ", bit " + bit);
            }
        }
        assertThat(unnoticed).as("seed " + SEED).isEmpty();
    }

    @Test
    void isNamedByAnyMissingFile(SparkSession spark) throws IOException {
        List<String> unnoticed = new ArrayList<>();
        for (String path : sound.tree("")) {
            if (!mayBeDeleted(path)) {
                TestLake lake = copy();
                Files.delete(lake.path(path));
                if (!isNamed(lake, path, spark)) {
                    unnoticed.add(path);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private boolean isNamed(TestLake lake, String path, SparkSession spark) throws IOException {
        List<Mismatch> found = mismatches(lake, path, spark);
        assertThat(found).allSatisfy(mismatch -> assertThat(
                        List.of(mismatch.where(), mismatch.expected(), mismatch.found(), mismatch.advice()))
                .noneMatch(String::isBlank));
        return !found.isEmpty();
    }

    /** The tables are looked at only if the damage is there, which saves most of the time. */
    private static List<Mismatch> mismatches(TestLake lake, String path, SparkSession spark) throws IOException {
        StreamVerification verification =
                new StreamVerification(lake.files(), lake.files(), MixedLines.spec(), TimeRange.ALL);
        List<StreamVerification.Check> checks = new ArrayList<>(verification.ofFiles());
        if (path.startsWith("tables/") || path.startsWith("coverage/")) {
            DeltaLog.clearCache();
            checks.addAll(verification.ofTables(() -> spark));
        }
        return checks.stream()
                .flatMap(check -> check.run(bytes -> {}).mismatches().stream())
                .toList();
    }

    private TestLake copy() throws IOException {
        TestLake lake = TestLake.of(Files.createTempDirectory(home, "lake"), MixedLines.spec());
        KilledRun.copyTree(sound.root(), lake.root());
        return lake;
    }
}

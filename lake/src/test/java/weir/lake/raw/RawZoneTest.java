package weir.lake.raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RawZoneTest {

    private static final long TIME = 1_795_341_985_000L;
    private static final Microbatch BATCH = new Microbatch("events", TIME);

    @TempDir
    private Path root;

    private LakeFiles files;
    private RawZone raw;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
        raw = new RawZone(files, "events");
    }

    private static Optional<Instant> maybe(Random random) {
        return random.nextBoolean()
                ? Optional.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L))
                : Optional.empty();
    }

    private static Manifest random(Random random, long time) {
        List<Part> parts = random.ints(random.nextInt(4), 0, 9)
                .mapToObj(n -> new Part(Microbatch.partName(n), n, n * 100L, Lines.sha256(new byte[n])))
                .toList();
        Instant from = Instant.ofEpochMilli(random.nextInt(1_000_000));
        return new Manifest(
                new Microbatch("events", time),
                parts,
                new Counts(random.nextLong(1L << 60), 2, 3, 4, 5, 6, Map.of("limit", 7L, "keep-alive", 1L + time)),
                maybe(random),
                maybe(random),
                random.nextBoolean() ? Optional.of(position(random)) : Optional.empty(),
                "0123456789abcdef",
                random.nextBoolean()
                        ? List.of(new Connection(from, from.plusNanos(1_000), random.nextInt(2)))
                        : List.of(),
                random.nextBoolean() ? List.of(gap(random, from)) : List.of(),
                "weir 0.1.0");
    }

    private static Position position(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Position.Spooled(random.nextLong(), random.nextLong());
            case 1 ->
                new Position.Offsets(
                        Map.of("a.b-0", new Position.Range(1, 2), "é\"-12", new Position.Range(3, 3)),
                        Map.of("a.b", "lkqWTtCrSPu0kBwsvXNCVw"));
            case 2 -> new Position.Files(List.of(new Position.TakenFile("é \"\n.gz", 7, Lines.sha256(new byte[7]))));
            case 3 -> new Position.Imported("part-00000");
            default -> new Position.Requeued(random.nextInt(100));
        };
    }

    private static Gap gap(Random random, Instant from) {
        Cause[] causes = Cause.values();
        Cause cause = causes[random.nextInt(causes.length)];
        return new Gap(cause, from, from.plusMillis(1), random.nextInt(3) - 1L, random.nextBoolean() ? "" : "é\"\n");
    }

    @Test
    void readsBackEveryManifestItCommits() throws IOException {
        long seed = 77_001L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            Manifest manifest = random(random, TIME + i);

            raw.commit(manifest);

            assertThat(raw.manifest(manifest.microbatch())).isEqualTo(manifest);
        }
        assertThat(raw.committed()).hasSize(100).isSorted();
    }

    @Test
    void refusesToCommitTwice() throws IOException {
        Manifest manifest = random(new Random(1), TIME);
        raw.commit(manifest);

        assertThatThrownBy(() -> raw.commit(random(new Random(2), TIME)))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot commit events-1795341985000: file:" + root.resolve(BATCH.path(Microbatch.MANIFEST))
                        + " is there already");
        assertThat(raw.manifest(BATCH)).isEqualTo(manifest);
    }

    @Test
    void doesNotSeeAFolderWithoutManifest() throws IOException {
        files.publish(BATCH.path("part-00000"), Lines.utf8("{}\n"));

        assertThat(raw.committed()).isEmpty();
        assertThat(raw.uncommitted()).containsExactly(BATCH);
        raw.commit(random(new Random(1), TIME));
        assertThat(raw.committed()).containsExactly(BATCH);
        assertThat(raw.uncommitted()).isEmpty();
    }

    @Test
    void listsOldestFirstOverDaysAndDigits() throws IOException {
        List<Long> times = List.of(5L, 86_399_999L, 86_400_000L, 999_999_999L, 10_000_000_000L);
        for (long time : List.of(times.get(4), times.get(0), times.get(2), times.get(3), times.get(1))) {
            raw.commit(random(new Random(time), time));
        }

        assertThat(raw.committed()).extracting(Microbatch::timeMillis).isEqualTo(times);
    }

    @Test
    void removesOnlyEmptyFoldersOfDaysBeforeADate() throws IOException {
        for (String folder : List.of("dt=2026-11-19", "dt=2026-11-20", "dt=2026-11-21", "dt=2026-11-22")) {
            Files.createDirectories(root.resolve("raw/events").resolve(folder));
        }
        files.publish("raw/events/dt=2026-11-20/events-1.json/part-00000", Lines.utf8("{}"));

        raw.removeEmptyDays(LocalDate.parse("2026-11-22"));

        assertThat(files.list("raw/events")).containsExactly("dt=2026-11-20", "dt=2026-11-22");
        assertThat(files.exists("raw/events/dt=2026-11-20/events-1.json/part-00000"))
                .isTrue();
    }

    @Test
    void leavesForeignFilesAlone() throws IOException {
        raw.commit(random(new Random(1), TIME));
        String day = BATCH.dayFolder();
        for (String foreign : List.of(
                day + "/other-1.json/" + Microbatch.MANIFEST,
                "raw/events/dt=2020-01-01/events-" + TIME + ".json/" + Microbatch.MANIFEST,
                day + "/events-0" + TIME + ".json/" + Microbatch.MANIFEST,
                day + "/_SUCCESS",
                "raw/events/notes.txt")) {
            files.publish(foreign, Lines.utf8("{}"));
        }

        assertThat(raw.committed()).containsExactly(BATCH);
        assertThat(raw.uncommitted()).isEmpty();
    }

    @Test
    void skipsTimesThatAreTaken() throws IOException {
        Instant time = Instant.ofEpochMilli(TIME);
        raw.commit(random(new Random(1), TIME));
        Files.createDirectories(root.resolve(new Microbatch("events", TIME + 1).folder()));

        assertThat(raw.begin(time)).isEqualTo(new Microbatch("events", TIME + 2));
        assertThat(raw.begin(time)).isEqualTo(new Microbatch("events", TIME + 3));
        assertThat(raw.begin(time.minusMillis(1))).isEqualTo(new Microbatch("events", TIME - 1));
        assertThat(new RawZone(files, "others").begin(time)).isEqualTo(new Microbatch("others", TIME));
    }

    @Test
    void removesAMicrobatchOnce() throws IOException {
        raw.commit(random(new Random(1), TIME));
        raw.commit(random(new Random(1), TIME + 1));

        raw.remove(BATCH);
        raw.remove(BATCH);
        assertThat(raw.committed()).containsExactly(new Microbatch("events", TIME + 1));

        raw.remove(new Microbatch("events", TIME + 1));
        assertThat(raw.committed()).isEmpty();
        assertThat(files.list(BATCH.dayFolder())).isEmpty();
    }

    @Test
    void refusesPartsThatCannotBe() {
        String sum = "0".repeat(64);

        assertThatThrownBy(() -> new Part("_manifest.json", 1, 1, sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not the name of a part: _manifest.json");
        assertThatThrownBy(() -> new Part("part-00000", -1, 1, sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Part part-00000 cannot have -1 lines, 1 bytes");
        assertThatThrownBy(() -> new Part("part-00000", 1, 1, sum.substring(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Part part-00000 needs a SHA-256 of 64 hex digits");
    }
}

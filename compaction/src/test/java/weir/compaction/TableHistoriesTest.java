package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.compaction.PlainTable.Note;
import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Stopped;
import weir.lake.raw.Microbatch;
import weir.report.Difference;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a lake: late, duplicate, malformed and deleted lines, control messages, several plans, kills. A rebuild of
 * the table shows no difference, and with another filter the one that a small independent program shows; what is promoted is
 * what was shown, and everything adds up, before and behind it.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class TableHistoriesTest {

    private static final boolean LONG = Boolean.getBoolean("weir.test.long");
    private static final int LAKES = LONG ? 40 : 1;
    private static final int STEPS = 3;
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private static final Choice CONFIGURED = new Choice("author.id <> 8", note -> note.author() != 8);
    private static final List<Choice> OTHERS = List.of(
            new Choice("true", note -> true),
            new Choice("id % 3 <> 0", note -> note.id() % 3 != 0),
            new Choice("author.id = 8 OR id < 10", note -> note.author() == 8 || note.id() < 10));
    private static final StreamSpec SPEC = Lines.notes(CONFIGURED.sql());

    /** A filter in SQL and in Java. */
    private record Choice(String sql, Predicate<Note> java) {}

    @TempDir
    private Path home;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + LAKES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTableIsWhatItsLinesSay(long seed, SparkSession spark) throws IOException {
        History history = new History(seed, spark, TestLake.of(Files.createTempDirectory(home, "lake"), SPEC));
        for (int step = 0; step < STEPS; step++) {
            history.step("seed " + seed + ", step " + step, step == 1);
        }
        DeltaLog.clearCache();
    }

    /** One lake and what was done to it. */
    private static final class History {

        private final Random random;
        private final SparkSession spark;
        private final TestLake lake;
        private final TableRebuilds rebuilds = TableRebuilds.load();
        private final Map<Microbatch, List<byte[]>> captured = new HashMap<>();
        private final List<List<byte[]>> consumed = new ArrayList<>();
        private final PlanStore plans;
        private PlainTable live = new PlainTable();
        private boolean promoted;
        private Instant now = START;

        History(long seed, SparkSession spark, TestLake lake) {
            this.random = new Random(seed);
            this.spark = spark;
            this.lake = lake;
            this.plans = new PlanStore(lake.files(), SPEC.name());
        }

        void step(String description, boolean promotes) throws IOException {
            for (int i = 2 + random.nextInt(3); i > 0; i--) {
                ingest();
            }
            compact();
            assertThat(table()).as(description).isEqualTo(live.rows());
            if (!promoted) {
                Difference none = rebuilt(CONFIGURED);
                assertThat(none.isEmpty()).as("%s: %s", description, none).isTrue();
            }
            Choice other = OTHERS.get(random.nextInt(OTHERS.size()));
            PlainTable anew = plain(other);

            requireDifference(rebuilt(other), anew.rows(), description + " where " + other.sql());

            if (promotes) {
                rebuilds.promote(spark, lake.files(), SPEC.name(), Changes.REFUSED);
                live = anew;
                promoted = true;
                assertThat(table()).as(description + ", promoted").isEqualTo(live.rows());
            }
            if (promoted || LONG) {
                TableState.requireThatItAddsUp(lake, spark, SPEC, description);
            }
        }

        private void ingest() throws IOException {
            now = now.plus(Duration.ofMinutes(10 + random.nextInt(300)));
            // one of three comes late: older than what a plan may have consumed already
            Instant time = random.nextInt(3) > 0 ? now : now.minusSeconds(30_000 + random.nextInt(60_000));
            List<byte[]> lines =
                    Stream.generate(this::line).limit(1 + random.nextInt(20)).toList();
            captured.put(
                    Lines.commit(lake.files(), SPEC, time.toEpochMilli(), lines).microbatch(), lines);
        }

        private byte[] line() {
            long id = random.nextInt(40);
            int author = 6 + random.nextInt(4);
            return Lines.utf8(
                    switch (random.nextInt(16)) {
                        case 0 -> "{\"id\":" + id + ",";
                        case 1 -> "{\"text\":\"without a key\"}";
                        case 2 -> "";
                        case 3 -> "{\"delete\":{\"id\":" + id + "}}";
                        case 4 -> "{\"forget\":{\"author\":" + author + ",\"up_to\":" + id + "}}";
                        case 5 ->
                            "{\"id\":%d,\"author\":{\"id\":%d},\"text\":\"no time, t%d\"}"
                                    .formatted(id, author, random.nextInt(1_000_000));
                        default ->
                            "{\"id\":%d,\"at\":\"%s\",\"author\":{\"id\":%d},\"place\":\"p%d\",\"text\":\"t%d\"}"
                                    .formatted(
                                            id,
                                            now.minusSeconds(random.nextInt(100_000)),
                                            author,
                                            id,
                                            random.nextInt(1_000_000));
                    });
        }

        private void compact() throws IOException {
            String[] settings = {
                "compaction.plan.max-microbatches=2",
                "compaction.deletion.archive-deadline=" + (random.nextBoolean() ? "0s" : "1d")
            };
            if (random.nextBoolean()) {
                try (Faults faults = Faults.in(lake.root())) {
                    faults.arm(new Fault(1 + random.nextInt(500), Fault.Kind.STOP, Fault.Moment.BEFORE));
                    lake.compact(spark, settings[0], settings[1], "lake.root=" + faults.root());
                } catch (IOException | RuntimeException | Stopped e) {
                    // the next one goes on
                }
                DeltaLog.clearCache();
            }
            lake.compact(spark, settings);
            for (long number = consumed.size() + 1L; number <= plans.newestFinished(); number++) {
                List<byte[]> lines = plans.read(number).microbatches().stream()
                        .flatMap(microbatch -> captured.get(microbatch).stream())
                        .toList();
                consumed.add(lines);
                live.consume(lines, CONFIGURED.java());
            }
        }

        private PlainTable plain(Choice filter) throws IOException {
            PlainTable plain = new PlainTable();
            for (List<byte[]> lines : consumed) {
                plain.consume(lines, filter.java());
            }
            return plain;
        }

        private Difference rebuilt(Choice filter) throws IOException {
            rebuilds.compute(spark, lake.files(), SPEC.withFilter(filter.sql()));
            return rebuilds.difference(spark, lake.files(), SPEC.name());
        }

        private void requireDifference(Difference found, Map<Long, Note> anew, String description) {
            Map<Long, Note> before = live.rows();
            TreeSet<Long> added = new TreeSet<>(anew.keySet());
            added.removeAll(before.keySet());
            TreeSet<Long> removed = new TreeSet<>(before.keySet());
            removed.removeAll(anew.keySet());
            long changed = before.keySet().stream()
                    .filter(anew::containsKey)
                    .filter(id -> !before.get(id).equals(anew.get(id)))
                    .count();
            assertThat(found.rows())
                    .as(description)
                    .isEqualTo(
                            new Difference.Counts(before.size(), anew.size(), added.size(), removed.size(), changed));
        }

        private SortedMap<Long, Note> table() {
            SortedMap<Long, Note> rows = new TreeMap<>();
            for (Row row : lake.table(spark, SPEC.name())
                    .selectExpr("id", "text", "place", "author.id")
                    .collectAsList()) {
                rows.put(row.getLong(0), new Note(row.getLong(0), row.getString(1), row.getString(2), row.getLong(3)));
            }
            return rows;
        }
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.faults.Call;
import weir.lake.faults.Fault;
import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.faults.Faults;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class LiveViewTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261122);
    private static final String NOON = "2026-11-22T12:00:00Z";

    @TempDir
    private Path home;

    private static List<String> live(TestLake lake, SparkSession spark) throws IOException {
        return json(new LiveView(lake.files(), spark, lake.specs().get(0)).rows());
    }

    private static List<String> json(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    private TestLake mixed(String name) throws IOException {
        return TestLake.of(Files.createDirectories(home.resolve(name)), MixedLines.spec());
    }

    /** A lake in which four microbatches wait, and five rows do or are in the table. */
    private TestLake waiting(boolean grown, SparkSession spark) throws IOException {
        TestLake lake = mixed("before");
        MixedLines.commitFirst(lake);
        if (grown) {
            lake.compact(spark);
        }
        MixedLines.commitSecond(lake);
        return lake;
    }

    @ParameterizedTest(name = "a table is there: {0}")
    @ValueSource(booleans = {false, true})
    void isTheTableToBeBehindEveryStepOfACompaction(boolean grown, SparkSession spark) throws IOException {
        TestLake before = waiting(grown, spark);
        TestLake after = mixed("after");
        KilledRun.copyTree(before.root(), after.root());
        after.compact(spark);
        List<String> toBe = json(after.table(spark, "events"));
        KilledRun run = new KilledRun(before.root(), after.root(), grown ? 2 : 1);
        List<KilledRun.Step> steps = run.steps();

        // without a table every fourth: they differ in the commits only
        for (int done = 0; done <= steps.size(); done += grown ? 1 : 4) {
            TestLake lake = mixed("killed-" + done);
            run.make(lake.root(), done);

            assertThat(live(lake, spark))
                    .as(done == 0 ? "before the run" : "behind " + steps.get(done - 1))
                    .isEqualTo(toBe);
        }
        assertThat(toBe).hasSize(12);
    }

    /** Three of the calls that others can see, drawn with the seed; the profile {@code long} takes all. */
    @Test
    void isTheTableToBeWhereverACompactionIsKilled(SparkSession spark) throws IOException {
        TestLake before = waiting(true, spark);
        TestLake after = mixed("after");
        KilledRun.copyTree(before.root(), after.root());
        List<Call> calls;
        try (Faults faults = Faults.in(after.root())) {
            after.compact(spark, "lake.root=" + faults.root());
            calls = faults.calls();
        }
        List<String> toBe = json(after.table(spark, "events"));
        List<Integer> visible = IntStream.rangeClosed(1, calls.size())
                .filter(n -> isVisible(calls.get(n - 1)))
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(visible, new Random(SEED));
        int trials = Boolean.getBoolean("weir.test.long") ? visible.size() : 3;

        for (int call : visible.subList(0, trials)) {
            TestLake lake = mixed("cut-" + call);
            KilledRun.copyTree(before.root(), lake.root());
            try (Faults faults = Faults.in(lake.root())) {
                faults.arm(new Fault(call, Kind.STOP, Moment.AFTER));
                assertThat(catchThrowable(() -> lake.compact(spark, "lake.root=" + faults.root())))
                        .isNotNull();
            }
            DeltaLog.clearCache();
            String description = "seed " + SEED + ", killed behind " + calls.get(call - 1);
            assertThat(live(lake, spark)).as(description).isEqualTo(toBe);
            lake.compact(spark);
            assertThat(live(lake, spark)).as("recovered, " + description).isEqualTo(toBe);
        }
    }

    private static boolean isVisible(Call call) {
        return switch (call.operation()) {
            case MOVE, LINK, DELETE -> true;
            default -> false;
        };
    }

    @Test
    void staysWhatItWasWhileItsLinesMoveToTheArchive(SparkSession spark) throws IOException {
        TestLake lake = waiting(true, spark);
        Dataset<Row> asked = new LiveView(lake.files(), spark, lake.specs().get(0)).rows();

        lake.compact(spark);
        lake.commit("2026-11-23T10:00:00Z", List.of(MixedLines.event(99, NOON, "later")));
        lake.compact(spark);

        assertThat(lake.tree("raw")).isEmpty();
        assertThat(asked.count()).isEqualTo(12);
        assertThat(live(lake, spark)).hasSize(13);
    }

    @Test
    void leavesDamagedMicrobatchesOutAsCompactionDoes(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(home, Lines.events("true"));
        Manifest damaged = lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt")));
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt")));
        LiveView view = new LiveView(lake.files(), spark, lake.specs().get(0));
        Path part = lake.path(damaged.microbatch().path(Microbatch.partName(0)));
        byte[] content = Files.readAllBytes(part);
        Files.writeString(part, "{\"id\":1,\"lang\":\"xx\"}\n");

        assertThat(view.rows().select("id").as(Encoders.LONG()).collectAsList()).containsExactly(2L);

        Files.write(part, content);
        assertThat(view.rows().count()).isEqualTo(2);
    }

    @Test
    void countsExactlyTheKeysCommittedWhileEverythingGoesOn(SparkSession spark) throws Exception {
        System.out.println("live view, seed " + SEED);
        Random random = new Random(SEED);
        StreamSpec spec = Lines.events("lang = 'pt'");
        TestLake lake = TestLake.of(home, spec);
        LiveView view = new LiveView(lake.files(), spark, spec);
        Set<Long> keys = new HashSet<>();
        AtomicInteger committed = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService others = Executors.newSingleThreadExecutor();
        Future<Integer> counting = others.submit((Callable<Integer>) () -> {
            int looks = 0;
            while (!ended.get()) {
                int atLeast = committed.get();
                long counted = view.rows().count();
                assertThat(counted).as("look " + looks).isBetween((long) atLeast, (long) begun.get());
                looks++;
            }
            return looks;
        });

        for (int i = 0; i < 12 && !counting.isDone(); i++) {
            List<byte[]> lines = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                long id = random.nextInt(120);
                boolean kept = random.nextInt(4) > 0;
                String late = "2026-11-%02dT12:00:00Z".formatted(18 + random.nextInt(5));
                lines.add(Lines.event(id, late, kept ? "pt" : "en"));
                if (kept) {
                    keys.add(id);
                }
            }
            begun.set(keys.size());
            Lines.commit(lake.files(), spec, 1_795_341_600_000L + 5_000L * i, lines);
            committed.set(keys.size());
            assertThat(view.rows().count()).as("committed " + i).isEqualTo(keys.size());
            if (i % 6 == 5) {
                lake.compact(spark, "compaction.plan.max-microbatches=4");
                assertThat(view.rows().count()).as("compacted behind " + i).isEqualTo(keys.size());
            }
        }
        ended.set(true);

        assertThat(counting.get()).isPositive();
        others.shutdown();
        lake.compact(spark);
        assertThat(lake.table(spark, "events").count()).isEqualTo(keys.size());
        assertThat(view.rows().count()).isEqualTo(keys.size());
    }

    @Test
    void isADataSourceThatLooksAnewWithEachQuery(SparkSession spark) throws IOException {
        StreamSpec spec = Lines.events("true");
        TestLake lake = TestLake.of(home, spec);
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, NOON, "pt"), Lines.event(2, NOON, "en")));
        Dataset<Row> live = spark.read()
                .format(LiveSource.FORMAT)
                .option("lake", lake.root().toString())
                .option("stream", "events")
                .option("schema", spec.schema().text())
                .option("key", "id")
                .option("event-time", "at")
                .load();

        assertThat(json(live.where("lang = 'pt' AND n > 0").select("n", "id"))).containsExactly("{\"n\":1,\"id\":1}");
        lake.compact(spark);
        lake.commit("2026-11-22T10:00:05Z", List.of(Lines.event(2, NOON, "pt"), Lines.event(3, NOON, "pt")));

        assertThat(json(live.where("lang = 'pt'").select("id"))).containsExactly("{\"id\":1}", "{\"id\":3}");
        assertThat(live.count()).isEqualTo(3);
        assertThat(live.columns()).containsExactly(lake.table(spark, "events").columns());
    }
}

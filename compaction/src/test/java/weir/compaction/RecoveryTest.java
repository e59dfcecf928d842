package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the lines are, a run that is killed is finished by the next one, as if nothing had been. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class RecoveryTest {

    static LongStream seeds() {
        return LongStream.of(1, 2, 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsInTheStateOfAnUndisturbedRunWhateverTheLines(long seed, @TempDir Path home, SparkSession spark)
            throws IOException {
        Random random = new Random(seed);
        TestLake before = TestLake.of(home.resolve("before"), MixedLines.spec());
        commitRandom(before, random);
        TestLake after = TestLake.of(home.resolve("after"), MixedLines.spec());
        KilledRun.copyTree(before.root(), after.root());
        Outcome expected = after.compact(spark);
        KilledRun run = new KilledRun(before.root(), after.root(), 1);
        int cut = random.nextInt(run.steps().size());
        TestLake lake = TestLake.of(home.resolve("killed"), MixedLines.spec());
        run.make(lake.root(), cut);
        List<String> torn = tear(lake, after, random);

        Outcome outcome = lake.compact(spark);

        String description = "seed " + seed + ", killed behind step " + cut + ", torn " + torn;
        assertThat(outcome).as(description).isEqualTo(expected);
        assertThat(LakeState.of(lake, spark, "events"))
                .as(description)
                .usingRecursiveComparison()
                .isEqualTo(LakeState.of(after, spark, "events"));
    }

    /** One to five microbatches of lines that often meet again, over three days. */
    private static void commitRandom(TestLake lake, Random random) throws IOException {
        long hour = 0;
        for (int batch = 1 + random.nextInt(5); batch > 0; batch--) {
            hour += 1 + random.nextInt(20);
            List<byte[]> lines = new ArrayList<>();
            for (int line = 1 + random.nextInt(12); line > 0; line--) {
                long id = random.nextInt(15);
                String at = "2026-11-%02dT%02d:30:00Z".formatted(20 + random.nextInt(3), random.nextInt(24));
                lines.add(
                        switch (random.nextInt(8)) {
                            case 0 -> Lines.utf8("{\"id\":" + id);
                            case 1 -> Lines.utf8("{\"delete\":{}}");
                            case 2 -> Lines.event(id, at, "en");
                            default -> MixedLines.event(id, at, "line " + line + " of " + batch);
                        });
            }
            lake.commit("2026-11-%02dT%02d:00:00Z".formatted(20 + hour / 24, hour % 24), lines);
        }
    }

    /** Leaves halves of files under their temporary names, as a killed writer does. */
    private static List<String> tear(TestLake lake, TestLake after, Random random) throws IOException {
        List<String> torn = new ArrayList<>();
        for (String path : Stream.of("state/plans", "quarantine", "archive")
                .flatMap(top -> tree(after, top))
                .toList()) {
            if (!Files.exists(lake.path(path)) && random.nextInt(3) == 0) {
                byte[] whole = Files.readAllBytes(after.path(path));
                Files.createDirectories(lake.path(path).getParent());
                Files.write(lake.path(path + ".tmp"), Arrays.copyOf(whole, whole.length / 2));
                torn.add(path + ".tmp");
            }
        }
        return torn;
    }

    private static Stream<String> tree(TestLake lake, String top) {
        try {
            return lake.tree(top).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

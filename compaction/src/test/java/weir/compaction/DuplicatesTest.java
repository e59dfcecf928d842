package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.raw.Manifest;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Of each key one row, that of the line captured first: whatever the hashes say. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class DuplicatesTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20_261_126);
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long START = 0x27D4EB2F165667C5L + 8;

    private static final StreamSpec PAIRS = new StreamSpec(
            "pairs",
            Schema.parse(
                    """
                    format = 1
                    columns = [
                      { name = a, type = bigint }
                      { name = b, type = bigint }
                      { name = at, type = timestamp }
                    ]
                    """,
                    "pairs"),
            List.of("a", "b"),
            "at",
            "a < 1000");

    @TempDir
    private Path folder;

    /** A key of two columns. */
    private record Pair(long a, long b) {

        byte[] line() {
            return Lines.utf8("{\"a\":%d,\"b\":%d,\"at\":\"2026-11-22T10:00:00Z\"}".formatted(a, b));
        }

        long hash() {
            KeyHash hash = new KeyHash(PAIRS, PAIRS.schema().columnNames());
            return hash.of(InternalRow.apply(scala.collection.JavaConverters.asScalaBuffer(List.<Object>of(a, b, 0L))
                    .toSeq()));
        }

        /** Another key with this one's hash: the inverse of how XXH64 takes a whole number in. */
        Pair twin(long otherA) {
            long mixed = Long.rotateLeft(b * PRIME_2, 31) * PRIME_1;
            long other = (seed(a) + START) ^ (seed(otherA) + START) ^ mixed;
            return new Pair(otherA, Long.rotateRight(other * inverse(PRIME_1), 31) * inverse(PRIME_2));
        }

        private static long seed(long first) {
            return XXH64.hashLong(first, 42);
        }

        private static long inverse(long odd) {
            long inverse = odd;
            for (int i = 0; i < 6; i++) { // each step doubles the right bits
                inverse *= 2 - odd * inverse;
            }
            return inverse;
        }
    }

    @Test
    void keysWithEqualHashesAreTwoRecords(SparkSession spark) throws IOException {
        Pair one = new Pair(1, 7);
        Pair twin = one.twin(2);
        Pair later = one.twin(3);
        assertThat(Set.of(one, twin, later)).extracting(Pair::hash).containsOnly(one.hash());
        TestLake lake = TestLake.of(folder, PAIRS);
        lake.commit("2026-11-22T10:00:00Z", List.of(one.line(), twin.line(), one.line()));

        Result first = lake.compact(spark).results().get(0);
        lake.commit("2026-11-22T10:00:05Z", List.of(twin.line(), later.line()));
        Result second = lake.compact(spark).results().get(0);

        assertThat(first.rows()).isEqualTo(2);
        assertThat(first.duplicates()).isEqualTo(1);
        assertThat(second.rows()).isEqualTo(1);
        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(places(lake, spark))
                .containsExactlyInAnyOrder("pairs-1795341600000:0", "pairs-1795341600000:1", "pairs-1795341605000:1");
    }

    /** Five plans of random keys, of which many come again, some with the hash of another, some dropped by the filter. */
    @Test
    void keepsOfEachKeyTheLineCapturedFirst(SparkSession spark) throws IOException {
        System.out.println("DuplicatesTest seed " + SEED);
        Random random = new Random(SEED);
        List<Pair> pool = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Pair pair = new Pair(random.nextInt(1_100), random.nextLong());
            pool.add(pair);
            pool.add(pair.twin(random.nextInt(1_100)));
        }
        TestLake lake = TestLake.of(folder, PAIRS);
        Set<Pair> known = new HashSet<>();
        Set<String> expected = new TreeSet<>();
        for (int plan = 0; plan < 5; plan++) {
            long before = known.size();
            long kept = 0;
            for (int batch = 0; batch < 3; batch++) {
                List<Pair> pairs = random.ints(random.nextInt(40), 0, pool.size())
                        .mapToObj(pool::get)
                        .toList();
                Manifest manifest = lake.commit(
                        "2026-11-22T1%d:00:0%dZ".formatted(plan, batch),
                        pairs.stream().map(Pair::line).toList());
                for (int line = 0; line < pairs.size(); line++) {
                    boolean wanted = pairs.get(line).a() < 1_000;
                    kept += wanted ? 1 : 0;
                    if (wanted && known.add(pairs.get(line))) {
                        expected.add(manifest.microbatch().name() + ":" + line);
                    }
                }
            }

            Result result = lake.compact(spark).results().get(0);

            assertThat(result.rows()).isEqualTo(known.size() - before);
            assertThat(result.duplicates()).isEqualTo(kept - result.rows());
        }
        assertThat(places(lake, spark)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> places(TestLake lake, SparkSession spark) {
        return lake.table(spark, "pairs").select("_microbatch", "_line").collectAsList().stream()
                .map((Row row) -> row.getString(0) + ":" + row.getLong(1))
                .toList();
    }
}

package weir.lake.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import weir.lake.Lines;
import weir.lake.SparkSessionExtension;
import weir.lake.StreamSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random predicates over random lines, 200,000 pairs and in the long form 2,000,000: a line is kept if and only if Spark's
 * {@code from_json} and WHERE keep it, and a line that is kept is one that the needles find.
 */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SparkPredicateTest {

    private static final int LINES = 1_000;
    private static final int PREDICATES = Boolean.getBoolean("weir.test.long") ? 2_000 : 200;
    private static final int PER_QUERY = 50;

    /** The columns of the lines as a plain schema of Spark has them. */
    private static final String SPARK_COLUMNS =
            """
            id bigint, at timestamp, text string, extended struct<text: string>, lang string, n int, big bigint,
            ratio double, tags array<string>, user struct<name: string, id: bigint>,
            people array<struct<name: string, id: bigint>>
            """;

    private long pairs;
    private long kept;
    /** Pairs that were told to be passed over without parsing. */
    private long spared;
    /** Kept lines that do not have the needle as it is. */
    private long lostByPlainSearch;

    @Test
    void keepsWhatSparkKeepsAndFindsWhatItKeeps(SparkSession spark) {
        long seed = Long.getLong("weir.test.seed", 42_000_7L);
        System.out.println("predicates and lines: -Dweir.test.seed=" + seed);
        RandomPredicate random = new RandomPredicate(seed);
        RandomLine randomLine = new RandomLine(seed + 1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(randomLine.line());
        }
        StreamSpec events = RandomPredicate.SPEC;
        Dataset<Row> rows = spark.createDataset(lines, Encoders.STRING())
                .coalesce(1)
                .select(functions
                        .from_json(functions.col("value"), StructType.fromDDL(SPARK_COLUMNS))
                        .as("row"))
                .select("row.*")
                .withColumn("text", functions.expr("coalesce(extended.text, text)"))
                .withColumn("names", functions.expr("people.name"));
        for (int from = 0; from < PREDICATES; from += PER_QUERY) {
            List<String> predicates = new ArrayList<>();
            for (int i = 0; i < PER_QUERY; i++) {
                predicates.add(random.predicate(3));
            }
            Column[] wanted = predicates.stream()
                    .map(sql -> functions.coalesce(functions.expr(sql), functions.lit(false)))
                    .toArray(Column[]::new);
            List<Row> theirs = rows.select(wanted).collectAsList();
            for (int i = 0; i < PER_QUERY; i++) {
                compare(events.withFilter(predicates.get(i)), lines, theirs, i);
            }
        }
        System.out.printf(
                "%d pairs, %d kept, %d spared by needles; a plain search would have lost %d%n",
                pairs, kept, spared, lostByPlainSearch);
        assertThat(pairs).isEqualTo((long) LINES * PREDICATES);
        assertThat(kept).isBetween(pairs / 10, pairs * 9 / 10);
        assertThat(spared).isGreaterThan(pairs / 20);
        assertThat(lostByPlainSearch)
                .as("this test sees a search that is not sound")
                .isPositive();
    }

    private void compare(StreamSpec spec, List<String> lines, List<Row> theirs, int column) {
        LineReader interpreting = LineReader.of(spec, List.of(), Integer.MAX_VALUE);
        LineReader compiling = LineReader.of(spec, List.of(), 1);
        List<AnyNeedle> required = NeedleDerivation.of(
                PredicateAnalysis.of(spec.filter(), spec.schema().sparkType()).condition(),
                spec.schema().columnNames());
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = Lines.utf8(lines.get(i));
            boolean wanted = interpreting.read(line, 0, line.length) == Verdict.KEPT;
            assertThat(compiling.read(line, 0, line.length) == Verdict.KEPT)
                    .describedAs("%s compiled, on %s", spec.filter(), lines.get(i))
                    .isEqualTo(wanted);
            assertThat(wanted)
                    .describedAs("%s on %s", spec.filter(), lines.get(i))
                    .isEqualTo(theirs.get(i).getBoolean(column));
            boolean found = required.stream().allMatch(any -> finds(any, line));
            pairs++;
            kept += wanted ? 1 : 0;
            spared += found ? 0 : 1;
            if (wanted) {
                assertThat(found)
                        .describedAs("needles of %s in %s", spec.filter(), lines.get(i))
                        .isTrue();
                lostByPlainSearch += required.stream().allMatch(any -> isPlainIn(any, line)) ? 0 : 1;
            }
        }
    }

    private static boolean finds(AnyNeedle any, byte[] line) {
        return new NeedleScan(any, new Sample(line)).find(ByteBuffer.wrap(line), 0, line.length) < line.length;
    }

    private static boolean isPlainIn(AnyNeedle any, byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return any.needles().stream().anyMatch(needle -> text.contains(needle.toString()));
    }
}

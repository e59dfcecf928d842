package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import weir.lake.Lines;
import weir.lake.SparkSessionExtension;
import weir.lake.StreamSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Random predicates over random lines: a line is kept if and only if Spark's {@code from_json} and WHERE keep it. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SparkPredicateTest {

    private static final int LINES = 300;
    private static final int PREDICATES = 300;
    private static final int PER_QUERY = 60;

    @Test
    void keepsWhatSparkKeeps(SparkSession spark) {
        long seed = 42_000_7L;
        System.out.println("seed " + seed);
        RandomPredicate random = new RandomPredicate(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(random.line());
        }
        StreamSpec events = Lines.events("true");
        Dataset<Row> rows = spark.createDataset(lines, Encoders.STRING())
                .coalesce(1)
                .select(functions
                        .from_json(functions.col("value"), events.schema().sparkType())
                        .as("row"))
                .select("row.*");
        int kept = 0;
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
                kept += compare(events.withFilter(predicates.get(i)), lines, theirs, i);
            }
        }
        assertThat(kept).isBetween(LINES * PREDICATES / 5, LINES * PREDICATES * 4 / 5);
    }

    private static int compare(StreamSpec spec, List<String> lines, List<Row> theirs, int column) {
        LineReader reader = LineReader.of(spec, List.of());
        int kept = 0;
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = Lines.utf8(lines.get(i));
            boolean wanted = reader.read(line, 0, line.length) == Verdict.KEPT;
            assertThat(wanted)
                    .describedAs("%s on %s", spec.filter(), lines.get(i))
                    .isEqualTo(theirs.get(i).getBoolean(column));
            kept += wanted ? 1 : 0;
        }
        return kept;
    }
}

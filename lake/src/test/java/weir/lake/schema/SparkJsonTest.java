package weir.lake.schema;

import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import weir.lake.Lines;
import weir.lake.SparkSessionExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SparkJsonTest {

    private static final int LINES = 4_000;

    private static final Schema SCHEMA = Schema.parse(
            """
            format = 1
            columns = [
              { name = i, type = int }
              { name = l, type = bigint }
              { name = d, type = double }
              { name = f, type = float }
              { name = m, type = "decimal(10,2)" }
              { name = b, type = boolean }
              { name = s, type = string }
              { name = t, type = timestamp }
              { name = y, type = date }
              { name = a, type = "array<int>" }
              { name = o, type = "struct<i: int, s: string, d: double>" }
              { name = p, type = "array<struct<i: int, s: string>>" }
            ]
            """,
            "differential");

    @Test
    void givesTheRowThatFromJsonGivesWhereEverythingFits(SparkSession spark) throws Exception {
        long seed = 20_261_122L;
        System.out.println("seed " + seed);
        RandomJson random = new RandomJson(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(random.object(SCHEMA.columnNames(), true));
        }

        List<Row> theirs = spark.createDataset(lines, Encoders.STRING())
                .select(functions
                        .from_json(functions.col("value"), SCHEMA.sparkType())
                        .as("row"))
                .select("row.*")
                .collectAsList();

        RowReader reader = new RowReader(SCHEMA, SCHEMA.columnNames());
        int whole = 0;
        for (int i = 0; i < LINES; i++) {
            byte[] line = Lines.utf8(lines.get(i));
            var ours = reader.read(line, 0, line.length).orElseThrow();
            whole += reader.rescued() == null ? 1 : 0;
            for (int slot = 0; slot < SCHEMA.columnNames().size(); slot++) {
                DataType type = SCHEMA.sparkType().apply(slot).dataType();
                if (isWhole(reader, slot)) {
                    assertThat(CatalystTypeConverters.convertToScala(ours.get(slot, type), type))
                            .describedAs("%s of %s", SCHEMA.columnNames().get(slot), lines.get(i))
                            .isEqualTo(theirs.get(i).get(slot));
                }
            }
        }
        assertThat(whole).isCloseTo(LINES / 2, within(LINES / 3));
    }

    /** Of a struct or array, a part that did not fit is enough. */
    private static boolean isWhole(RowReader reader, int slot) {
        String pointer = "\"/" + SCHEMA.columnNames().get(slot);
        String rescued = String.valueOf(reader.rescued());
        return !rescued.contains(pointer + "\"") && !rescued.contains(pointer + "/");
    }
}

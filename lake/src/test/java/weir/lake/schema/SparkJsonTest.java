package weir.lake.schema;

import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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

    @Test
    void readsOfStructsTheWantedFieldsAsItReadsAllAndNoOthers() throws Exception {
        long seed = 20_261_123L;
        System.out.println("seed " + seed);
        RandomJson random = new RandomJson(seed);
        RowReader all = new RowReader(SCHEMA, List.of("o", "p"));
        RowReader some =
                new RowReader(SCHEMA, Wanted.of(ColumnPath.parse("o.s")).and(Wanted.of(ColumnPath.parse("p.i"))));
        int found = 0;
        for (int i = 0; i < LINES; i++) {
            byte[] line = Lines.utf8(random.object(List.of("o", "p", "o"), true));
            InternalRow whole = all.read(line, 0, line.length).orElseThrow();
            InternalRow part = some.read(line, 0, line.length).orElseThrow();
            assertThat(part.isNullAt(0)).isEqualTo(whole.isNullAt(0));
            assertThat(part.isNullAt(1)).isEqualTo(whole.isNullAt(1));
            if (!whole.isNullAt(0)) {
                InternalRow struct = part.getStruct(0, 3);
                assertThat(struct.isNullAt(0)).isTrue();
                assertThat(struct.get(1, DataTypes.StringType))
                        .isEqualTo(whole.getStruct(0, 3).get(1, DataTypes.StringType));
                assertThat(struct.isNullAt(2)).isTrue();
                found += struct.isNullAt(1) ? 0 : 1;
            }
            if (!whole.isNullAt(1)) {
                found += sameNumbersWithoutTexts(part.getArray(1), whole.getArray(1));
            }
        }
        assertThat(found).isGreaterThan(LINES / 4);
    }

    private static int sameNumbersWithoutTexts(ArrayData part, ArrayData whole) {
        int found = 0;
        assertThat(part.numElements()).isEqualTo(whole.numElements());
        for (int i = 0; i < part.numElements(); i++) {
            assertThat(part.isNullAt(i)).isEqualTo(whole.isNullAt(i));
            if (!whole.isNullAt(i)) {
                InternalRow struct = part.getStruct(i, 2);
                assertThat(struct.get(0, DataTypes.IntegerType))
                        .isEqualTo(whole.getStruct(i, 2).get(0, DataTypes.IntegerType));
                assertThat(struct.isNullAt(1)).isTrue();
                found += struct.isNullAt(0) ? 0 : 1;
            }
        }
        return found;
    }

    /** Of a struct or array, a part that did not fit is enough. */
    private static boolean isWhole(RowReader reader, int slot) {
        String pointer = "\"/" + SCHEMA.columnNames().get(slot);
        String rescued = String.valueOf(reader.rescued());
        return !rescued.contains(pointer + "\"") && !rescued.contains(pointer + "/");
    }
}

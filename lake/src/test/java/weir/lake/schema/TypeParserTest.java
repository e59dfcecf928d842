package weir.lake.schema;

import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TypeParserTest {

    private static final List<String> SCALARS = List.of(
            "string",
            "boolean",
            "int",
            "integer",
            "bigint",
            "long",
            "float",
            "real",
            "double",
            "date",
            "timestamp",
            "decimal(1,0)",
            "decimal( 10 , 2 )",
            "decimal(38,38)",
            "DECIMAL(20, 5)");

    private static final List<String> OTHERS = List.of(
            "struct<a: int, b: array<string>>", "binary", "decimal", "varchar(5)", "map<string, int>", "tinyint");

    @Test
    void readsWhatSparkReads() {
        for (String name : SCALARS) {
            assertThat(TypeParser.known(name.toLowerCase(Locale.ROOT))).as(name).contains(DataType.fromDDL(name));
            assertThat(TypeParser.parse(" " + name + " ")).isEqualTo(DataType.fromDDL(name));
        }
        for (String name : OTHERS) {
            assertThat(TypeParser.parse(name)).isEqualTo(DataType.fromDDL(name));
        }
    }

    @Test
    void readsRandomNestingsAsSparkDoes() {
        Random random = new Random(20261126);
        for (int i = 0; i < 500; i++) {
            String name = nested(random, random.nextInt(5));
            assertThat(TypeParser.parse(name)).as(name).isEqualTo(DataType.fromDDL(name));
        }
    }

    private static String nested(Random random, int depth) {
        if (depth == 0) {
            List<String> names = random.nextInt(4) == 0 ? OTHERS : SCALARS;
            String name = names.get(random.nextInt(names.size()));
            return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
        }
        String space = random.nextBoolean() ? " " : "";
        String element = nested(random, depth - 1);
        return random.nextInt(4) == 0
                ? "struct<a:" + space + element + "," + space + "b: " + nested(random, 0) + ">"
                : "Array" + space + "<" + space + element + space + ">";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "strin",
                "array<>",
                "array<string",
                "string>",
                "array<string>>",
                "array<array<string>",
                "decimal(39,0)",
                "decimal(5,6)",
                "decimal(0,0)x"
            })
    void leavesToSparkWhatIsNone(String name) {
        assertThat(TypeParser.known(name)).isEmpty();
        assertThatThrownBy(() -> TypeParser.parse(name)).isInstanceOf(Exception.class);
    }
}

package weir.lake.schema;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Reads the names of types as Spark SQL writes them. Those that schemas have are known here, for Spark's parser takes a
 * good part of a second to begin with; it reads all others.
 */
final class TypeParser {

    private static final Map<String, DataType> KNOWN = Map.ofEntries(
            Map.entry("string", DataTypes.StringType),
            Map.entry("boolean", DataTypes.BooleanType),
            Map.entry("int", DataTypes.IntegerType),
            Map.entry("integer", DataTypes.IntegerType),
            Map.entry("bigint", DataTypes.LongType),
            Map.entry("long", DataTypes.LongType),
            Map.entry("float", DataTypes.FloatType),
            Map.entry("real", DataTypes.FloatType),
            Map.entry("double", DataTypes.DoubleType),
            Map.entry("date", DataTypes.DateType),
            Map.entry("timestamp", DataTypes.TimestampType));
    private static final Pattern DECIMAL = Pattern.compile("decimal *\\( *(\\d{1,2}) *, *(\\d{1,2}) *\\)");
    private static final Pattern ARRAY = Pattern.compile("array *<(.*)>");

    private TypeParser() {}

    /** The type of a name. Throws what Spark throws if there is none, which may be a checked exception. */
    static DataType parse(String name) {
        return known(name.toLowerCase(Locale.ROOT)).orElseGet(() -> DataType.fromDDL(name));
    }

    /** The type of a name that is understood here. */
    static Optional<DataType> known(String name) {
        String bare = name.strip();
        Matcher array = ARRAY.matcher(bare);
        if (array.matches()) {
            return known(array.group(1)).map(DataTypes::createArrayType);
        }
        Matcher decimal = DECIMAL.matcher(bare);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            boolean valid = precision > 0 && precision <= DecimalType.MAX_PRECISION() && scale <= precision;
            return valid ? Optional.of(DataTypes.createDecimalType(precision, scale)) : Optional.empty();
        }
        return Optional.ofNullable(KNOWN.get(bare));
    }
}

package weir.lake.schema;

import java.math.BigDecimal;
import java.text.ParseException;
import java.util.OptionalLong;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;

import weir.lake.json.JsonKind;
import weir.lake.json.JsonScanner;

/**
 * Reads a value without parts that is no text, with the conversions of Spark's JSON reader: number columns take numbers
 * only. A number that overflows its type does not fit.
 */
final class ScalarReader implements ValueReader {

    /** Longer spellings of a number fit no type, and reading them takes time that grows with their square. */
    private static final int MAX_NUMBER_LENGTH = 400;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final DataType type;
    private final TimeFormat time;
    private final Place place;

    ScalarReader(Shape.Scalar shape, Place place) {
        this.type = shape.type();
        this.time = shape.time();
        this.place = place;
    }

    @Override
    public Object read(JsonScanner line, Rescue rescue) throws ParseException {
        JsonKind kind = line.kind();
        line.skip();
        if (kind == JsonKind.NULL) {
            return null;
        }
        Object value = convert(kind, line);
        if (value == null) {
            rescue.add(place, line);
        }
        return value;
    }

    private Object convert(JsonKind kind, JsonScanner line) {
        if (type instanceof BooleanType) {
            boolean yes = kind == JsonKind.TRUE;
            return yes || kind == JsonKind.FALSE ? (Object) yes : null;
        }
        return switch (kind) {
            case STRING -> text(line);
            case NUMBER -> line.to() - line.from() > MAX_NUMBER_LENGTH ? null : number(line);
            default -> null;
        };
    }

    private Object number(JsonScanner line) {
        if (type instanceof DecimalType decimal) {
            return decimal(NumberParser.text(line.buffer(), line.from(), line.to()), decimal);
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            return floating(
                    line.isWhole() && NumberParser.isSafe(line.from(), line.to())
                            ? NumberParser.whole(line.buffer(), line.from(), line.to())
                            : NumberParser.floating(line.buffer(), line.from(), line.to()));
        }
        return line.isWhole() ? integral(line) : null;
    }

    private Object integral(JsonScanner line) {
        if (NumberParser.isLong(line.buffer(), line.from(), line.to())) {
            return whole(NumberParser.whole(line.buffer(), line.from(), line.to()));
        }
        try {
            return whole(Long.parseLong(NumberParser.text(line.buffer(), line.from(), line.to())));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Object whole(long number) {
        if (type instanceof LongType) {
            return number;
        }
        if (type instanceof IntegerType) {
            return number == (int) number ? (Object) (int) number : null;
        }
        return type instanceof DateType ? null : boxed(time.micros(number));
    }

    private Object text(JsonScanner line) {
        if (type instanceof DoubleType || type instanceof FloatType) {
            return switch (line.text()) {
                case "NaN" -> notFinite(Double.NaN);
                case "Infinity", "+Infinity", "INF", "+INF" -> notFinite(Double.POSITIVE_INFINITY);
                case "-Infinity", "-INF" -> notFinite(Double.NEGATIVE_INFINITY);
                default -> null;
            };
        }
        if (type instanceof LongType || type instanceof IntegerType || type instanceof DecimalType) {
            return null;
        }
        OptionalLong micros = line.hasEscapes()
                ? time.micros(line.text())
                : time.micros(line.buffer(), line.from() + 1, line.to() - 1);
        if (type instanceof DateType && micros.isPresent()) {
            return (int) Math.floorDiv(micros.getAsLong(), MICROS_PER_DAY);
        }
        return boxed(micros);
    }

    private Object floating(double number) {
        if (type instanceof FloatType) {
            return Float.isInfinite((float) number) ? null : (Object) (float) number;
        }
        return Double.isInfinite(number) ? null : (Object) number;
    }

    private Object notFinite(double number) {
        return type instanceof FloatType ? (Object) (float) number : (Object) number;
    }

    private static Object decimal(String text, DecimalType type) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null; // an exponent beyond 32 bits
        }
        boolean reasonable = Math.abs((long) number.scale()) <= MAX_NUMBER_LENGTH;
        Decimal value = reasonable ? Decimal.apply(number) : null;
        return value != null && value.changePrecision(type.precision(), type.scale()) ? value : null;
    }

    private static Object boxed(OptionalLong micros) {
        return micros.isEmpty() ? null : (Object) micros.getAsLong();
    }
}

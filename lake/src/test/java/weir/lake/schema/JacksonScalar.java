package weir.lake.schema;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads a value without parts, with the conversions of Spark's JSON reader: a string column takes the text of any value,
 * number columns take numbers only. A number that overflows its type does not fit.
 */
final class JacksonScalar implements JacksonValue {

    /** Longer spellings of a number fit no type, and reading them takes time that grows with their square. */
    private static final int MAX_NUMBER_LENGTH = 400;

    /** Whole numbers of this length fit 64 bits, with a sign too. */
    private static final int SAFE_LONG_LENGTH = 18;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final DataType type;
    private final TimeFormat time;

    JacksonScalar(Shape.Scalar shape) {
        this.type = shape.type();
        this.time = shape.time();
    }

    @Override
    public Object read(JsonParser parser, JacksonPlace place, JacksonRescue rescue) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (type instanceof StringType) {
            return token == JsonToken.VALUE_STRING
                    ? UTF8String.fromString(parser.getText())
                    : rescue.raw(parser, place);
        }
        Object value = convert(parser, token);
        if (value == null) {
            rescue.add(parser, place);
        }
        return value;
    }

    private Object convert(JsonParser parser, JsonToken token) throws IOException {
        if (type instanceof BooleanType) {
            return token.isBoolean() ? (Object) parser.getBooleanValue() : null;
        }
        if (token == JsonToken.VALUE_STRING) {
            return text(parser.getText());
        }
        if (!token.isNumeric() || parser.getTextLength() > MAX_NUMBER_LENGTH) {
            return null;
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            return floating(parser.getDoubleValue());
        }
        if (type instanceof DecimalType decimal) {
            return decimal(parser.getText(), decimal);
        }
        return token == JsonToken.VALUE_NUMBER_INT ? integral(parser) : null;
    }

    /**
     * Never asks the parser for a number that may be beyond 64 bits: Jackson 2.15 then keeps its text, and takes it for
     * the next whole number that is read as a double.
     */
    private Object integral(JsonParser parser) throws IOException {
        if (parser.getTextLength() <= SAFE_LONG_LENGTH) {
            return whole(parser.getLongValue());
        }
        try {
            return whole(Long.parseLong(parser.getText()));
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

    private Object text(String text) {
        if (type instanceof DateType) {
            OptionalLong micros = time.micros(text);
            return micros.isEmpty() ? null : (Object) (int) Math.floorDiv(micros.getAsLong(), MICROS_PER_DAY);
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            return switch (text) {
                case "NaN" -> notFinite(Double.NaN);
                case "Infinity", "+Infinity", "INF", "+INF" -> notFinite(Double.POSITIVE_INFINITY);
                case "-Infinity", "-INF" -> notFinite(Double.NEGATIVE_INFINITY);
                default -> null;
            };
        }
        boolean number = type instanceof LongType || type instanceof IntegerType || type instanceof DecimalType;
        return number ? null : boxed(time.micros(text));
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

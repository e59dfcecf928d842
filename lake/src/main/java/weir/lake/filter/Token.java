package weir.lake.filter;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.schema.ColumnDefinition;

/**
 * A value of a column, as far as an index knows it.
 *
 * @param column where it stands
 * @param hash of the value, by {@link #hash}
 */
public record Token(ColumnDefinition column, long hash) {

    private static final long SEED = 0;

    /** The token of a value of Catalyst. */
    public static Token of(ColumnDefinition column, Object value) {
        return new Token(column, hash(value));
    }

    /**
     * The hash of a value of Catalyst: xxHash64 with seed 0 of a text's UTF-8 bytes, or of the 8 bytes, little-endian, of a
     * whole number, of a truth value as 0 or 1, of a timestamp in microseconds or of a date in days since 1970. Equal values
     * have equal hashes, also those of an {@code int} and a {@code bigint}.
     */
    static long hash(Object value) {
        if (value instanceof UTF8String text) {
            return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), SEED);
        }
        if (value instanceof Boolean truth) {
            return XXH64.hashLong(truth ? 1 : 0, SEED);
        }
        return XXH64.hashLong(((Number) value).longValue(), SEED);
    }
}

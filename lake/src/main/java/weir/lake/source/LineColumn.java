package weir.lake.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.filter.LineReader;
import weir.lake.filter.Malformed;
import weir.lake.filter.Verdict;
import weir.lake.history.HistoryCursor;

/** The columns that {@code format("weir")} adds to those of the schema: what is known of a line besides its values. */
@SuppressWarnings("ImmutableEnumChecker") // the types of Spark SQL are immutable
public enum LineColumn {
    /** {@code kept}, {@code dropped}, {@code deleted}, {@code control} or {@code malformed}. */
    VERDICT("_verdict", DataTypes.StringType),
    /** Why a line is malformed, or the kind of a control message. */
    REASON("_reason", DataTypes.StringType),
    /** The reason in detail, for a person. */
    DETAIL("_detail", DataTypes.StringType),
    /** The values that did not fit, as a JSON object from JSON Pointer to value. */
    RESCUED("_rescued", DataTypes.StringType),
    /** When it happened: the event time, or the microbatch's time if the line has none. */
    TIME("_time", DataTypes.TimestampType),
    /** The name of the microbatch it was captured in. */
    MICROBATCH("_microbatch", DataTypes.StringType),
    /** The microbatch's time in milliseconds since 1970. */
    BATCH_MILLIS("_batch_millis", DataTypes.LongType),
    /** Its number in the microbatch, from 0. */
    LINE("_line", DataTypes.LongType),
    /** The bytes of the line as received, without LF and what was deleted; null if that is the whole record. */
    RAW("_raw", DataTypes.BinaryType);

    private final String column;
    private final DataType type;

    LineColumn(String column, DataType type) {
        this.column = column;
        this.type = type;
    }

    /** The name in SQL. */
    public String column() {
        return column;
    }

    /** The type in SQL. */
    public DataType type() {
        return type;
    }

    static Optional<LineColumn> named(String name) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.column.equals(name))
                .findFirst();
    }

    static StructType behind(StructType schema) {
        List<StructField> added = Arrays.stream(values())
                .map(candidate -> DataTypes.createStructField(candidate.column, candidate.type, true))
                .toList();
        StructType all = schema;
        for (StructField field : added) {
            all = all.add(field);
        }
        return all;
    }

    Object valueOf(Verdict verdict, LineReader reader, HistoryCursor cursor) throws IOException {
        return switch (this) {
            case VERDICT -> nameOf(verdict);
            case REASON -> reason(reader);
            case DETAIL -> {
                Malformed malformed = reader.malformed();
                yield malformed == null ? null : UTF8String.fromString(malformed.detail());
            }
            case RESCUED -> reader.row() == null ? null : reader.rescued();
            case TIME -> cursor.micros(reader);
            case MICROBATCH -> UTF8String.fromString(cursor.microbatch().name());
            case BATCH_MILLIS -> cursor.microbatch().timeMillis();
            case LINE -> cursor.line();
            case RAW ->
                verdict == Verdict.DELETED
                        ? null
                        : Arrays.copyOfRange(reader.buffer(), reader.offset(), reader.offset() + reader.length());
        };
    }

    static UTF8String nameOf(Verdict verdict) {
        return UTF8String.fromString(verdict.name().toLowerCase(Locale.ROOT));
    }

    private static UTF8String reason(LineReader reader) {
        String reason = reader.malformed() == null
                ? reader.control()
                : reader.malformed().reason();
        return UTF8String.fromString(reason);
    }
}

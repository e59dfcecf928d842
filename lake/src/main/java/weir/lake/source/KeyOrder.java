package weir.lake.source;

import java.util.stream.Collectors;

import weir.lake.StreamSpec;

/**
 * Which of several lines with the same key is the record: the one captured first. Compaction and replay ask here, so that
 * a replay keeps the line that the table has.
 */
public final class KeyOrder {

    private KeyOrder() {}

    /**
     * The number of a row among those with its key, from 1 in the order of capture, as an expression of Spark SQL over
     * {@code format("weir")}.
     */
    public static String rank(StreamSpec spec) {
        return rank(key(spec), "");
    }

    /** The same, in the order of an expression first: of the plans that have consumed the lines, say. */
    public static String rankBy(StreamSpec spec, String expression) {
        return rank(key(spec), expression + ", ");
    }

    /** The same, of a row among those with its key and the same value of an expression. */
    public static String rankWithin(StreamSpec spec, String expression) {
        return rank(key(spec) + ", " + expression, "");
    }

    private static String key(StreamSpec spec) {
        return spec.key().stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "));
    }

    private static String rank(String columns, String first) {
        return "row_number() OVER (PARTITION BY " + columns + " ORDER BY " + first + LineColumn.BATCH_MILLIS.column()
                + ", " + LineColumn.LINE.column() + ")";
    }
}

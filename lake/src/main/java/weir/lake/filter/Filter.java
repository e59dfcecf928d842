package weir.lake.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import weir.lake.files.Sha256;
import weir.lake.schema.Schema;

/**
 * A SQL predicate over a stream's columns, as Spark SQL writes it. Times without a zone are UTC, names are matched
 * without regard to case, and a predicate that is null for a record does not want it, as in {@code WHERE}. Immutable and
 * safe for threads; what judges rows by it is not.
 */
public final class Filter {

    /** Some more than a process has streams and reports. */
    private static final int REMEMBERED = 64;

    /** Configuration, plans and the readers of all threads ask for the same ones; to analyse one takes milliseconds. */
    private static final Map<Source, Filter> RECENT =
            Collections.synchronizedMap(new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Filter> eldest) {
                    return size() > REMEMBERED;
                }
            });

    private final String sql;
    private final String hash;
    private final Expression condition;
    private final List<Attribute> attributes;

    private Filter(String sql, String hash, Expression condition, List<Attribute> attributes) {
        this.sql = sql;
        this.hash = hash;
        this.condition = condition;
        this.attributes = attributes;
    }

    /**
     * Parses and resolves a predicate.
     *
     * @throws IllegalArgumentException if it is no deterministic predicate over these columns; the message says why, and
     *     for an unknown column names the nearest ones
     */
    public static Filter of(String sql, Schema schema) {
        Source source = new Source(sql.strip(), schema);
        Filter filter = RECENT.get(source);
        if (filter == null) {
            filter = analysed(source);
            RECENT.put(source, filter);
        }
        return filter;
    }

    /**
     * Makes Spark's analyzer ready, which takes longer than all else before a process judges its first line. For a thread
     * beside the one that finds out what is to be filtered, and by what; whoever does without waits when it filters.
     */
    public static void prepare() {
        PredicateAnalysis.of(
                "text LIKE '%a%' AND number = 1",
                new StructType().add("text", DataTypes.StringType).add("number", DataTypes.LongType));
    }

    private static Filter analysed(Source source) {
        PredicateAnalysis analysis =
                PredicateAnalysis.of(source.sql(), source.schema().sparkType());
        return new Filter(
                source.sql(),
                Sha256.identity(source.schema().hash() + "\n" + source.sql()),
                analysis.condition(),
                analysis.attributes());
    }

    /** What a filter is made of. */
    private record Source(String sql, Schema schema) {}

    /** The predicate as it was written. */
    public String sql() {
        return sql;
    }

    /** The identity of predicate and schema: 16 hex digits. Equal hashes give equal verdicts on every line. */
    public String hash() {
        return hash;
    }

    /** The columns the predicate names, in the order of the schema. */
    public List<String> columns() {
        List<String> names = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (condition.references().contains(attribute)) {
                names.add(attribute.name());
            }
        }
        return names;
    }

    /** What every line spells that this filter keeps. */
    Needles needles() {
        return Needles.of(condition, columns());
    }

    /** Which values every line has that this filter keeps. */
    Clauses clauses(Schema schema) {
        return Clauses.of(condition, schema);
    }

    /**
     * The predicate for rows of these columns.
     *
     * @param columns the columns of the rows to judge, in their order; they include {@link #columns()}
     * @param interpretedRows for how many rows it is interpreted before it is compiled
     */
    RowPredicate forRows(List<String> columns, int interpretedRows) {
        List<Attribute> input = new ArrayList<>();
        for (String column : columns) {
            attributes.stream()
                    .filter(attribute -> attribute.name().equals(column))
                    .forEach(input::add);
        }
        return new GradualPredicate(condition, input, interpretedRows);
    }

    @Override
    public String toString() {
        return sql;
    }

    /** A predicate for rows of known columns, for one thread. */
    interface RowPredicate {
        boolean wants(InternalRow row);
    }
}

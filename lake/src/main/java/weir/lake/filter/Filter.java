package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import scala.collection.JavaConverters;

import weir.lake.files.Sha256;
import weir.lake.schema.Schema;

/**
 * A SQL predicate over a stream's columns, as Spark SQL writes it. Times without a zone are UTC, names are matched
 * without regard to case, and a predicate that is null for a record does not want it, as in {@code WHERE}. Immutable and
 * safe for threads; what it compiles to is not.
 */
public final class Filter {

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
        PredicateAnalysis analysis = PredicateAnalysis.of(sql, schema.sparkType());
        return new Filter(
                sql.strip(),
                Sha256.identity(schema.hash() + "\n" + sql.strip()),
                analysis.condition(),
                analysis.attributes());
    }

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
     * Compiles the predicate for rows of these columns.
     *
     * @param columns the columns of the rows to judge, in their order; they include {@link #columns()}
     * @return a predicate for one thread
     */
    Compiled compile(List<String> columns) {
        List<Attribute> input = new ArrayList<>();
        for (String column : columns) {
            attributes.stream()
                    .filter(attribute -> attribute.name().equals(column))
                    .forEach(input::add);
        }
        BasePredicate predicate = PredicateAnalysis.inUtc(() ->
                Predicate.create(condition, JavaConverters.asScalaBuffer(input).toSeq()));
        predicate.initialize(0);
        return predicate::eval;
    }

    @Override
    public String toString() {
        return sql;
    }

    /** A predicate for rows of known columns, for one thread. */
    interface Compiled {
        boolean wants(InternalRow row);
    }
}

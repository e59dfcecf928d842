package weir.lake.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.TimestampType;

import weir.lake.StreamSpec;
import weir.lake.filter.Clauses;
import weir.lake.filter.Needles;
import weir.lake.filter.Verdict;
import weir.lake.history.TimeRange;

/**
 * What the conditions of a query say about the lines that it needs. All of it saves work only: Spark applies the conditions
 * to the rows again.
 *
 * @param conditions resolved; all of them must be true for a row
 */
record PushedFilters(List<Expression> conditions) {

    static final PushedFilters NONE = new PushedFilters(List.of());

    PushedFilters {
        conditions = List.copyOf(conditions);
    }

    /** What a line of a wanted row spells. */
    Needles needles(StreamSpec spec) {
        return conditions.stream()
                .map(condition -> Needles.of(condition, spec.schema().columnNames()))
                .reduce(Needles.NONE, Needles::and);
    }

    /** Which values a line of a wanted row has. */
    Clauses clauses(StreamSpec spec) {
        return conditions.stream()
                .map(condition -> Clauses.of(condition, spec.schema()))
                .reduce(Clauses.NONE, Clauses::and);
    }

    /** Whether every wanted row is a record that the filter keeps. */
    boolean keptOnly() {
        return conditions.stream()
                .anyMatch(condition -> condition instanceof EqualTo equal
                        && isColumn(equal.left(), LineColumn.VERDICT.column())
                        && equal.right() instanceof Literal literal
                        && LineColumn.nameOf(Verdict.KEPT).equals(literal.value()));
    }

    /**
     * The part of a range in which the event times of all wanted rows lie.
     *
     * @return empty if there is none
     */
    Optional<TimeRange> within(TimeRange range, StreamSpec spec) {
        Instant from = range.from();
        Instant to = range.to();
        for (Expression condition : conditions) {
            OptionalLong micros = timeOf(condition, spec);
            if (micros.isEmpty()) {
                continue;
            }
            Instant time = Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS);
            Instant behind = time.plus(1, ChronoUnit.MICROS);
            if (condition instanceof GreaterThanOrEqual || condition instanceof EqualTo) {
                from = later(from, time);
            } else if (condition instanceof GreaterThan) {
                from = later(from, behind);
            }
            if (condition instanceof LessThanOrEqual || condition instanceof EqualTo) {
                to = earlier(to, behind);
            } else if (condition instanceof LessThan) {
                to = earlier(to, time);
            }
        }
        return from.isBefore(to) ? Optional.of(new TimeRange(from, to)) : Optional.empty();
    }

    /** The time that a condition compares the event time with. */
    private static OptionalLong timeOf(Expression condition, StreamSpec spec) {
        return condition instanceof BinaryComparison comparison
                        && isColumn(comparison.left(), spec.eventTime())
                        && comparison.right() instanceof Literal literal
                        && literal.dataType() instanceof TimestampType
                        && literal.value() instanceof Long micros
                ? OptionalLong.of(micros)
                : OptionalLong.empty();
    }

    private static boolean isColumn(Expression expression, String name) {
        return expression instanceof Attribute attribute && attribute.name().equals(name);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

package weir.lake.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.ArrayContains;
import org.apache.spark.sql.catalyst.expressions.ArrayExists;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Contains;
import org.apache.spark.sql.catalyst.expressions.EndsWith;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetArrayStructFields;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * Derives from a predicate what a line must spell to be kept. Where it is not sure there is no needle, which is never wrong:
 * {@code NOT}, {@code IS NULL}, case folding, patterns and arithmetic give none.
 */
final class NeedleDerivation {

    /** Numbers of fewer digits are everywhere. */
    private static final int MIN_DIGITS = 4;

    /** The variables of lambda functions that stand for the elements of an array of the line. */
    private final Set<ExprId> elements = new HashSet<>();

    private final Set<String> columns;

    private NeedleDerivation(Set<String> columns) {
        this.columns = columns;
    }

    /**
     * What every line must spell for which the predicate is true: one needle of each; empty if nothing is known.
     *
     * @param columns the columns whose values are read from the line
     */
    static List<AnyNeedle> of(Expression predicate, Collection<String> columns) {
        return new NeedleDerivation(Set.copyOf(columns)).required(predicate);
    }

    private List<AnyNeedle> required(Expression predicate) {
        if (predicate instanceof And and) {
            List<AnyNeedle> both = new ArrayList<>(required(and.left()));
            both.addAll(required(and.right()));
            return both;
        }
        if (predicate instanceof Or or) {
            return oneOf(List.of(required(or.left()), required(or.right())));
        }
        if (predicate instanceof EqualTo equal) {
            return equal(equal.left(), equal.right());
        }
        if (predicate instanceof EqualNullSafe equal) {
            return equal(equal.left(), equal.right());
        }
        if (predicate instanceof In in) {
            return oneOf(JavaConverters.seqAsJavaList(in.list()).stream()
                    .map(item -> valueOf(in.value(), item))
                    .toList());
        }
        if (predicate instanceof ArrayContains contains) {
            return isOfLine(contains.left()) && hasSpelling(contains.right().dataType())
                    ? literal(contains.right(), NeedleDerivation::ofValue)
                    : List.of();
        }
        if (predicate instanceof ArrayExists exists) {
            return exists(exists);
        }
        return text(predicate);
    }

    private List<AnyNeedle> text(Expression predicate) {
        if (predicate instanceof Like like) {
            return isText(like.left())
                    ? literal(like.right(), pattern -> ofText((UTF8String) pattern)
                            .map(known -> ofPattern(known, like.escapeChar()))
                            .orElse(List.of()))
                    : List.of();
        }
        if (predicate instanceof Contains contains) {
            return valueOf(contains.left(), contains.right());
        }
        if (predicate instanceof StartsWith starts) {
            return valueOf(starts.left(), starts.right());
        }
        if (predicate instanceof EndsWith ends) {
            return valueOf(ends.left(), ends.right());
        }
        return List.of();
    }

    /** An element for which the body is true: the body speaks of the line through it. */
    private List<AnyNeedle> exists(ArrayExists exists) {
        if (!isOfLine(exists.argument()) || !(exists.function() instanceof LambdaFunction lambda)) {
            return List.of();
        }
        for (NamedExpression argument : JavaConverters.seqAsJavaList(lambda.arguments())) {
            if (argument instanceof NamedLambdaVariable variable) {
                elements.add(variable.exprId());
            }
        }
        return required(lambda.function());
    }

    private List<AnyNeedle> equal(Expression left, Expression right) {
        List<AnyNeedle> found = valueOf(left, right);
        return found.isEmpty() ? valueOf(right, left) : found;
    }

    /** What a line spells in which a value of the line is, or contains, a given one. */
    private List<AnyNeedle> valueOf(Expression value, Expression given) {
        Expression exact = withoutWidening(value);
        return isOfLine(exact) && hasSpelling(exact.dataType()) ? literal(given, NeedleDerivation::ofValue) : List.of();
    }

    private List<AnyNeedle> literal(Expression given, Function<Object, List<AnyNeedle>> needles) {
        return constant(given).map(needles).orElse(List.of());
    }

    /** The value of what depends on no line; empty also if it is null or fails. */
    static Optional<Object> constant(Expression given) {
        if (!given.foldable()) {
            return Optional.empty();
        }
        try {
            return PredicateAnalysis.inUtc(() -> Optional.ofNullable(given.eval(InternalRow.empty())));
        } catch (RuntimeException e) {
            return Optional.empty(); // the predicate will fail for every line in the same way
        }
    }

    private static List<AnyNeedle> ofValue(Object value) {
        if (value instanceof UTF8String text) {
            return ofText(text).map(known -> allOf(Needle.of(known))).orElse(List.of());
        }
        String digits = value.toString();
        return digits.length() < MIN_DIGITS ? List.of() : allOf(Needle.of(digits));
    }

    /** A text that is UTF-8: Spark compares bytes, and half a character is in many texts. */
    private static Optional<String> ofText(UTF8String text) {
        String known = text.toString();
        return UTF8String.fromString(known).equals(text) ? Optional.of(known) : Optional.empty();
    }

    private static List<AnyNeedle> ofPattern(String pattern, char escape) {
        List<AnyNeedle> found = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char unit = pattern.charAt(i);
            if (unit == escape && i + 1 < pattern.length()) {
                run.append(pattern.charAt(++i));
            } else if (unit == '%' || unit == '_') {
                found.addAll(allOf(Needle.of(run.toString())));
                run.setLength(0);
            } else {
                run.append(unit);
            }
        }
        found.addAll(allOf(Needle.of(run.toString())));
        return found;
    }

    private static List<AnyNeedle> allOf(List<Needle> needles) {
        return needles.stream().map(needle -> new AnyNeedle(List.of(needle))).toList();
    }

    /** What a line spells that meets one of several requirements. */
    private static List<AnyNeedle> oneOf(List<List<AnyNeedle>> requirements) {
        if (requirements.isEmpty() || requirements.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        AnyNeedle any =
                requirements.stream().map(AnyNeedle::best).reduce(AnyNeedle::or).orElseThrow();
        return any.needles().size() <= AnyNeedle.MOST ? List.of(any) : List.of();
    }

    /** Whether a value of this type is spelled in one way, but for escapes. */
    private static boolean hasSpelling(DataType type) {
        return type instanceof StringType || type instanceof LongType || type instanceof IntegerType;
    }

    private boolean isText(Expression expression) {
        return isOfLine(expression) && expression.dataType() instanceof StringType;
    }

    /** The same value as the line has it. */
    static Expression withoutWidening(Expression value) {
        if (!(value instanceof Cast cast)) {
            return value;
        }
        DataType from = cast.child().dataType();
        boolean same = cast.dataType().equals(from);
        boolean wider = cast.dataType() instanceof LongType && from instanceof IntegerType;
        return same || wider ? cast.child() : value;
    }

    /** Whether its value is one of the line's, as the line spells it, or made of such. */
    private boolean isOfLine(Expression expression) {
        if (expression instanceof Attribute attribute) {
            return columns.contains(attribute.name());
        }
        if (expression instanceof NamedLambdaVariable variable) {
            return elements.contains(variable.exprId());
        }
        if (expression instanceof GetStructField field) {
            return isOfLine(field.child());
        }
        if (expression instanceof GetArrayStructFields fields) {
            return isOfLine(fields.child());
        }
        return expression instanceof GetArrayItem item
                && item.child().dataType() instanceof ArrayType
                && isOfLine(item.child());
    }
}

package weir.lake.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.ArrayContains;
import org.apache.spark.sql.catalyst.expressions.ArrayExists;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetArrayStructFields;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

import weir.lake.schema.ColumnDefinition;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/**
 * Derives from a predicate which values a line must have to be kept: of each clause at least one. Where it is not sure there
 * is no clause, which is never wrong: only {@code =}, {@code <=>}, {@code IN}, {@code array_contains} and {@code exists} of a
 * column and constants of its type give one, and {@code AND} and {@code OR} of them.
 */
final class ClauseDerivation {

    /** With more values a filter of an index says "perhaps" of nearly every frame. */
    private static final int MOST_VALUES = 256;

    private static final int MOST_CLAUSES = 32;

    /** The paths of the arrays whose elements the variables of lambda functions stand for. */
    private final Map<ExprId, List<String>> elements = new HashMap<>();

    private final Schema schema;
    private final Set<ColumnPath> exact;

    private ClauseDerivation(Schema schema) {
        this.schema = schema;
        this.exact = Set.copyOf(schema.exactPaths());
    }

    /** What every line must have for which the predicate is true; empty if nothing is known. */
    static List<List<Token>> of(Expression predicate, Schema schema) {
        return new ClauseDerivation(schema).required(predicate);
    }

    private List<List<Token>> required(Expression predicate) {
        if (predicate instanceof And and) {
            List<List<Token>> both = new ArrayList<>(required(and.left()));
            both.addAll(required(and.right()));
            return both;
        }
        if (predicate instanceof Or or) {
            return either(required(or.left()), required(or.right()));
        }
        if (predicate instanceof EqualTo equal) {
            return equal(equal.left(), equal.right());
        }
        if (predicate instanceof EqualNullSafe equal) {
            return equal(equal.left(), equal.right());
        }
        if (predicate instanceof In in) {
            return oneOf(in.value(), JavaConverters.seqAsJavaList(in.list()));
        }
        if (predicate instanceof ArrayContains contains && contains.left().dataType() instanceof ArrayType array) {
            return pathOf(contains.left())
                    .map(path -> clause(path, array.elementType(), List.of(contains.right())))
                    .orElse(List.of());
        }
        return predicate instanceof ArrayExists exists ? exists(exists) : List.of();
    }

    /** An element for which the body is true: the body speaks of the line through it. */
    private List<List<Token>> exists(ArrayExists exists) {
        Optional<List<String>> path = pathOf(exists.argument());
        if (path.isEmpty() || !(exists.function() instanceof LambdaFunction lambda)) {
            return List.of();
        }
        for (NamedExpression argument : JavaConverters.seqAsJavaList(lambda.arguments())) {
            if (argument instanceof NamedLambdaVariable variable) {
                elements.put(variable.exprId(), path.get());
            }
        }
        return required(lambda.function());
    }

    private List<List<Token>> equal(Expression left, Expression right) {
        List<List<Token>> found = oneOf(left, List.of(right));
        return found.isEmpty() ? oneOf(right, List.of(left)) : found;
    }

    /** The value of a path, or an element of it, is one of some constants. */
    private List<List<Token>> oneOf(Expression value, List<Expression> given) {
        Expression exactly = NeedleDerivation.withoutWidening(value);
        return pathOf(exactly)
                .map(path -> clause(path, exactly.dataType(), given))
                .orElse(List.of());
    }

    private List<List<Token>> clause(List<String> names, DataType type, List<Expression> given) {
        ColumnPath path = new ColumnPath(names);
        if (!exact.contains(path) || type instanceof ArrayType || given.size() > MOST_VALUES) {
            return List.of();
        }
        ColumnDefinition column = schema.definition(path).orElseThrow();
        Set<Token> tokens = new LinkedHashSet<>();
        for (Expression constant : given) {
            Optional<Object> value =
                    isComparable(type, constant.dataType()) ? NeedleDerivation.constant(constant) : Optional.empty();
            if (value.isEmpty()) {
                return List.of();
            }
            tokens.add(new Token(column, Token.hash(value.get())));
        }
        return List.of(List.copyOf(tokens));
    }

    /** Whether equal values of the two types have equal hashes. */
    private static boolean isComparable(DataType column, DataType constant) {
        return column.equals(constant) || (isWhole(column) && isWhole(constant));
    }

    private static boolean isWhole(DataType type) {
        return type instanceof LongType || type instanceof IntegerType;
    }

    /** What a line has that meets the clauses of one side or those of the other: a clause of each, for every two. */
    private static List<List<Token>> either(List<List<Token>> left, List<List<Token>> right) {
        boolean few = left.size() * right.size() <= MOST_CLAUSES;
        List<List<Token>> all = new ArrayList<>();
        for (List<Token> one : few ? left : shortest(left)) {
            for (List<Token> other : few ? right : shortest(right)) {
                Set<Token> both = new LinkedHashSet<>(one);
                both.addAll(other);
                if (both.size() <= MOST_VALUES) {
                    all.add(List.copyOf(both));
                }
            }
        }
        return all;
    }

    private static List<List<Token>> shortest(List<List<Token>> clauses) {
        return clauses.stream().min(Comparator.comparingInt(List::size)).stream()
                .toList();
    }

    /** The path of an expression whose value is one that the line has there, or an array of such. */
    private Optional<List<String>> pathOf(Expression expression) {
        if (expression instanceof Attribute attribute) {
            return schema.columnNames().stream()
                    .filter(attribute.name()::equalsIgnoreCase)
                    .findFirst()
                    .map(List::of);
        }
        if (expression instanceof NamedLambdaVariable variable) {
            return Optional.ofNullable(elements.get(variable.exprId()));
        }
        if (expression instanceof GetStructField field) {
            return field.child().dataType() instanceof StructType struct
                    ? pathOf(field.child())
                            .map(path ->
                                    longer(path, struct.apply(field.ordinal()).name()))
                    : Optional.empty();
        }
        if (expression instanceof GetArrayStructFields fields) {
            return pathOf(fields.child())
                    .map(path -> longer(path, fields.field().name()));
        }
        return expression instanceof GetArrayItem item && item.child().dataType() instanceof ArrayType
                ? pathOf(item.child())
                : Optional.empty();
    }

    private static List<String> longer(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}

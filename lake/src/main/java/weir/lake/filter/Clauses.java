package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.spark.sql.catalyst.expressions.Expression;

import weir.lake.StreamSpec;
import weir.lake.schema.Schema;

/**
 * Values that a line must have to be kept by a filter: of each clause at least one. Derived from the predicate; where it is
 * not sure there is no clause. Immutable and safe for threads.
 */
public final class Clauses {

    /** No clauses: every line may be wanted. */
    public static final Clauses NONE = new Clauses(List.of());

    private final List<List<Token>> clauses;

    private Clauses(List<List<Token>> clauses) {
        this.clauses = List.copyOf(clauses);
    }

    /** Those of the records that a stream's filter keeps. */
    public static Clauses of(StreamSpec spec) {
        return Filter.of(spec.filter(), spec.schema()).clauses(spec.schema());
    }

    /**
     * Those of a predicate.
     *
     * @param predicate resolved
     * @param schema the columns whose values are read from the line
     */
    public static Clauses of(Expression predicate, Schema schema) {
        return new Clauses(ClauseDerivation.of(predicate, schema));
    }

    /** That of lines that have one of some values. */
    public static Clauses anyOf(List<Token> values) {
        return new Clauses(List.of(List.copyOf(values)));
    }

    /** Those of lines that meet these and the others too. */
    public Clauses and(Clauses others) {
        List<List<Token>> all = new ArrayList<>(clauses);
        all.addAll(others.clauses);
        return new Clauses(all);
    }

    /** Whether nothing is known of the values of a wanted line. */
    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /**
     * Whether a wanted line can be among some lines.
     *
     * @param mayHave whether one of them may have the value; true where that is not known
     */
    public boolean mayMatch(Predicate<Token> mayHave) {
        for (List<Token> clause : clauses) {
            if (clause.stream().noneMatch(mayHave)) {
                return false;
            }
        }
        return true;
    }

    /** The columns of each clause, one for each value. */
    @Override
    public String toString() {
        return clauses.stream()
                .map(clause -> clause.stream()
                        .map(token -> token.column().path().toString())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }
}

package weir.lake.filter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.spark.sql.catalyst.expressions.Expression;

import weir.lake.StreamSpec;

/**
 * Texts that a line must spell to be kept by a filter, in whatever spelling of RFC 8259: lines without them need not be
 * parsed. Derived from the predicate; a filter without any is judged line by line. Immutable and safe for threads; what
 * searches is not.
 */
public final class Needles implements Serializable {

    /** No needles: every line is found. */
    public static final Needles NONE = new Needles(List.of());

    private final List<AnyNeedle> required;

    private Needles(List<AnyNeedle> required) {
        this.required = List.copyOf(required);
    }

    /** Those of the records that a stream's filter keeps. */
    public static Needles of(StreamSpec spec) {
        return Filter.of(spec.filter(), spec.schema()).needles();
    }

    /**
     * Those of a predicate, for lines whose columns are null unless they can be read.
     *
     * @param predicate resolved
     * @param columns the columns whose values are read from the line
     */
    public static Needles of(Expression predicate, Collection<String> columns) {
        return new Needles(NeedleDerivation.of(predicate, columns));
    }

    /** Those of lines that spell these and the others too. */
    public Needles and(Needles others) {
        List<AnyNeedle> all = new ArrayList<>(required);
        all.addAll(others.required);
        return new Needles(all);
    }

    /** Whether nothing is known that a kept line must spell. */
    public boolean isEmpty() {
        return required.isEmpty();
    }

    /** A search for one thread. It finds the lines that may be kept, and every line if there are no needles. */
    public NeedleSearch search() {
        return new NeedleSearch(required);
    }

    @Override
    public String toString() {
        return required.stream().map(AnyNeedle::toString).collect(Collectors.joining(" and "));
    }
}

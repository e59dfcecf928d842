package weir.lake.filter;

import java.util.List;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.package$;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A predicate that is interpreted for the first rows and compiled for those that follow: in a process that has just begun,
 * compiling takes longer than interpreting it for all of them. For one thread.
 */
final class GradualPredicate implements Filter.RowPredicate {

    private final Expression condition;
    private final Seq<Attribute> columns;
    private final BasePredicate interpreted;
    private int interpretedRows;
    private BasePredicate compiled;

    /**
     * @param condition resolved
     * @param columns those of the rows
     * @param interpretedRows for how many rows it is interpreted
     */
    GradualPredicate(Expression condition, List<Attribute> columns, int interpretedRows) {
        this.condition = condition;
        this.columns = JavaConverters.asScalaBuffer(columns).toSeq();
        this.interpretedRows = interpretedRows;
        this.interpreted = PredicateAnalysis.inUtc(() -> initialized(new InterpretedPredicate(
                BindReferences.bindReference(condition, package$.MODULE$.AttributeSeq(this.columns), false))));
    }

    @Override
    public boolean wants(InternalRow row) {
        if (compiled == null && interpretedRows-- > 0) {
            return PredicateAnalysis.inUtc(() -> interpreted.eval(row));
        }
        if (compiled == null) {
            compiled = PredicateAnalysis.inUtc(() -> initialized(Predicate.create(condition, columns)));
        }
        return compiled.eval(row);
    }

    private static BasePredicate initialized(BasePredicate predicate) {
        predicate.initialize(0);
        return predicate;
    }
}

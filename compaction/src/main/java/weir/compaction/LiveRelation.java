package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CatalystScan;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/** A live view as a relation of Spark SQL: each scan is a new look, which reads the columns and rows that are asked for. */
final class LiveRelation extends BaseRelation implements CatalystScan {

    private final SQLContext context;
    private final LiveView view;
    private final StructType schema;

    LiveRelation(SQLContext context, LiveView view) {
        this.context = context;
        this.view = view;
        this.schema = view.compacted().schema();
    }

    @Override
    public SQLContext sqlContext() {
        return context;
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public RDD<Row> buildScan(Seq<Attribute> columns, Seq<Expression> conditions) {
        Dataset<Row> rows;
        try {
            rows = view.rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        for (Expression condition : JavaConverters.seqAsJavaList(conditions)) {
            rows = rows.where(new Column(condition.transform(new ByName())));
        }
        return rows.select(JavaConverters.seqAsJavaList(columns).stream()
                        .map(column -> new Column(named(column.name())))
                        .toArray(Column[]::new))
                .rdd();
    }

    private static Expression named(String column) {
        return UnresolvedAttribute.quoted(column);
    }

    /** Turns a column of the relation into the one of the same name of whatever it is asked of. */
    private static final class ByName extends AbstractPartialFunction<Expression, Expression> {

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof AttributeReference;
        }

        @Override
        public Expression apply(Expression expression) {
            return named(((AttributeReference) expression).name());
        }
    }
}

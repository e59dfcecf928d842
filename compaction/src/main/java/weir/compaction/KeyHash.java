package weir.compaction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

import weir.lake.StreamSpec;

/** The hash of a record's key: of a row in memory, and, the same, as a function of Spark SQL. For one thread. */
final class KeyHash implements Serializable {

    private final Expression expression;

    /** @param columns those of the rows */
    KeyHash(StreamSpec spec, List<String> columns) {
        List<Expression> key = new ArrayList<>();
        for (String column : spec.key()) {
            key.add(new BoundReference(
                    columns.indexOf(column),
                    spec.schema().sparkType().apply(column).dataType(),
                    true));
        }
        this.expression = new XxHash64(JavaConverters.asScalaBuffer(key).toSeq());
    }

    /** The hash of the key of a row. */
    long of(InternalRow row) {
        return (Long) expression.eval(row);
    }

    /** The hash of the key as Spark SQL computes it. */
    static Column column(StreamSpec spec) {
        return functions.xxhash64(spec.key().stream()
                .map(column -> functions.col("`" + column + "`"))
                .toArray(Column[]::new));
    }
}

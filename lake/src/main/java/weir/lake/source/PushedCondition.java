package weir.lake.source;

import java.util.Arrays;
import java.util.List;

import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Contains;
import org.apache.spark.sql.catalyst.expressions.EndsWith;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * A condition as Spark hands it to a data source, as the expression that it was made of. What says nothing about the lines to
 * read becomes {@code true}.
 *
 * @param columns the columns of the data source
 */
record PushedCondition(StructType columns) {

    Expression of(Filter filter) {
        if (filter instanceof org.apache.spark.sql.sources.And and) {
            return new And(of(and.left()), of(and.right()));
        }
        if (filter instanceof org.apache.spark.sql.sources.Or or) {
            return new Or(of(or.left()), of(or.right()));
        }
        if (filter instanceof org.apache.spark.sql.sources.In in) {
            Expression column = column(in.attribute());
            List<Expression> values = Arrays.stream(in.values())
                    .<Expression>map(value -> Literal.create(value, column.dataType()))
                    .toList();
            return new In(column, JavaConverters.asScalaBuffer(values).toSeq());
        }
        if (filter instanceof org.apache.spark.sql.sources.StringContains contains) {
            return new Contains(column(contains.attribute()), text(contains.value()));
        }
        if (filter instanceof org.apache.spark.sql.sources.StringStartsWith starts) {
            return new StartsWith(column(starts.attribute()), text(starts.value()));
        }
        if (filter instanceof org.apache.spark.sql.sources.StringEndsWith ends) {
            return new EndsWith(column(ends.attribute()), text(ends.value()));
        }
        return comparison(filter);
    }

    private Expression comparison(Filter filter) {
        if (filter instanceof org.apache.spark.sql.sources.EqualTo equal) {
            return equal(equal.attribute(), equal.value());
        }
        if (filter instanceof org.apache.spark.sql.sources.EqualNullSafe equal && equal.value() != null) {
            return equal(equal.attribute(), equal.value());
        }
        if (filter instanceof org.apache.spark.sql.sources.GreaterThan greater) {
            Expression column = column(greater.attribute());
            return new GreaterThan(column, Literal.create(greater.value(), column.dataType()));
        }
        if (filter instanceof org.apache.spark.sql.sources.GreaterThanOrEqual greater) {
            Expression column = column(greater.attribute());
            return new GreaterThanOrEqual(column, Literal.create(greater.value(), column.dataType()));
        }
        if (filter instanceof org.apache.spark.sql.sources.LessThan less) {
            Expression column = column(less.attribute());
            return new LessThan(column, Literal.create(less.value(), column.dataType()));
        }
        if (filter instanceof org.apache.spark.sql.sources.LessThanOrEqual less) {
            Expression column = column(less.attribute());
            return new LessThanOrEqual(column, Literal.create(less.value(), column.dataType()));
        }
        return Literal.TrueLiteral();
    }

    private Expression equal(String attribute, Object value) {
        Expression column = column(attribute);
        return new EqualTo(column, Literal.create(value, column.dataType()));
    }

    private static Expression text(String value) {
        return Literal.create(value, DataTypes.StringType);
    }

    /** The column of this name, or the field of a struct with this path. */
    private Expression column(String attribute) {
        List<String> names =
                JavaConverters.seqAsJavaList(CatalystSqlParser$.MODULE$.parseMultipartIdentifier(attribute));
        Expression found = DataTypeUtils.toAttribute(columns.apply(names.get(0)));
        for (String name : names.subList(1, names.size())) {
            StructType struct = (StructType) found.dataType();
            found = new GetStructField(found, struct.fieldIndex(name), Option.apply(name));
        }
        return found;
    }
}

package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.optimizer.ConstantFolding$;
import org.apache.spark.sql.catalyst.optimizer.LikeSimplification$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * A predicate with its names resolved against the columns of a relation, by Spark's analyzer and without a session.
 *
 * @param condition the resolved predicate
 * @param attributes the columns, in their order
 */
record PredicateAnalysis(Expression condition, List<Attribute> attributes) {

    PredicateAnalysis {
        attributes = List.copyOf(attributes);
    }

    private static final SQLConf UTC = utc();

    /** Literals whose value is that of the moment in which they are parsed. */
    private static final Pattern MOVING_TIME = Pattern.compile(
            "\\b(date|timestamp|timestamp_ltz|timestamp_ntz)\\s*['\"]\\s*(now|today|yesterday|tomorrow)\\b",
            Pattern.CASE_INSENSITIVE);

    /** One after the other: Spark's classes are not known to be safe from two threads that need them for the first time. */
    static synchronized PredicateAnalysis of(String sql, StructType columns) {
        return inUtc(() -> analyse(sql, columns));
    }

    /** Runs work of Catalyst as a session in UTC would. */
    static <T> T inUtc(Supplier<T> work) {
        return SQLConf.withExistingConf(UTC, work::get);
    }

    private static PredicateAnalysis analyse(String sql, StructType columns) {
        List<Attribute> attributes = new ArrayList<>(JavaConverters.seqAsJavaList(DataTypeUtils.toAttributes(columns)));
        LocalRelation relation = new LocalRelation(
                JavaConverters.asScalaBuffer(attributes).toSeq(),
                JavaConverters.asScalaBuffer(List.<InternalRow>of()).toSeq(),
                false);
        Expression parsed = parse(sql);
        refuseUnknownFunction(sql, parsed);
        LogicalPlan plan = new org.apache.spark.sql.catalyst.plans.logical.Filter(parsed, relation);
        LogicalPlan analysed;
        try {
            analysed = SimpleAnalyzer.execute(plan);
            refuse(sql, ((org.apache.spark.sql.catalyst.plans.logical.Filter) analysed).condition());
            SimpleAnalyzer.checkAnalysis(analysed);
        } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
            if (e instanceof AnalysisException analysis) {
                throw new IllegalArgumentException(message(sql, analysis), e);
            }
            throw e;
        }
        // functions such as nvl or extract stand for others; only those can be evaluated
        LogicalPlan replaced = ReplaceExpressions$.MODULE$.apply(analysed);
        // as in every query of Spark: the regular expression that LIKE would become else knows no character beyond
        // U+FFFF
        LogicalPlan evaluable = LikeSimplification$.MODULE$.apply(withConstants(replaced));
        Expression condition = ((org.apache.spark.sql.catalyst.plans.logical.Filter) evaluable).condition();
        if (!(condition.dataType() instanceof BooleanType)) {
            throw refused(sql, "it gives a " + condition.dataType().sql() + ", not true or false");
        }
        return new PredicateAnalysis(condition, attributes);
    }

    /** The same plan with the values of what depends on no line, such as the lower case that ILIKE makes of its pattern. */
    private static LogicalPlan withConstants(LogicalPlan plan) {
        try {
            return ConstantFolding$.MODULE$.apply(plan);
        } catch (Exception e) { // checked ones too; what fails here fails for every line, which is said of each then
            return plan;
        }
    }

    private static Expression parse(String sql) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("Cannot use an empty filter: write \"true\" to keep every record");
        }
        if (MOVING_TIME.matcher(sql).find()) {
            throw refused(sql, "a time such as timestamp'now' or date'today' depends on more than the line");
        }
        try {
            Expression parsed = CatalystSqlParser$.MODULE$.parseExpression(sql);
            if (parsed instanceof Alias alias) {
                throw new IllegalArgumentException(
                        "Cannot parse the filter \"" + sql + "\": it is complete before \"" + alias.name() + "\"");
            }
            return parsed;
        } catch (Exception e) { // Scala throws the checked ParseException without declaring it
            if (e instanceof ParseException) {
                throw new IllegalArgumentException(
                        "Cannot parse the filter \"" + sql + "\": " + firstLine(e.getMessage()), e);
            }
            throw e;
        }
    }

    private static void refuse(String sql, Expression expression) {
        if (expression instanceof PlanExpression) {
            throw refused(sql, "subqueries are not allowed");
        }
        for (Expression child : JavaConverters.seqAsJavaList(expression.children())) {
            refuse(sql, child);
        }
        if (expression.resolved() && !expression.deterministic()) {
            throw refused(
                    sql,
                    "\"" + expression.prettyName() + "\" is not deterministic: the same line must always get"
                            + " the same verdict");
        }
        boolean clockOrSession =
                switch (expression.prettyName()) {
                    case "current_timestamp",
                            "now",
                            "current_date",
                            "localtimestamp",
                            "current_timezone",
                            "current_user",
                            "current_catalog",
                            "current_database",
                            "raise_error",
                            "assert_true" -> true;
                    default -> false;
                };
        if (clockOrSession || evaluatedElsewhere(expression)) {
            Expression named =
                    expression instanceof AggregateExpression aggregate ? aggregate.aggregateFunction() : expression;
            throw refused(sql, "\"" + named.prettyName() + "\" depends on more than the line");
        }
    }

    private static void refuseUnknownFunction(String sql, Expression expression) {
        if (expression instanceof UnresolvedFunction function) {
            String name = function.nameParts().mkString(".");
            if (!FunctionRegistry$.MODULE$.builtin().functionExists(FunctionIdentifier.apply(name))) {
                throw refused(sql, "there is no function " + name);
            }
        }
        for (Expression child : JavaConverters.seqAsJavaList(expression.children())) {
            refuseUnknownFunction(sql, child);
        }
    }

    /** Such as a window function or an aggregate: there is no value for one line. */
    private static boolean evaluatedElsewhere(Expression expression) {
        return expression.resolved() && expression instanceof Unevaluable && !(expression instanceof Attribute);
    }

    private static IllegalArgumentException refused(String sql, String reason) {
        return new IllegalArgumentException("Cannot use the filter \"" + sql + "\": " + reason);
    }

    private static String message(String sql, AnalysisException e) {
        String reason = firstLine(e.getSimpleMessage());
        return "Cannot use the filter \"" + sql + "\": " + reason;
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private static SQLConf utc() {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.session.timeZone", "UTC");
        return conf;
    }
}

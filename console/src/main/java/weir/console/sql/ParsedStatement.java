package weir.console.sql;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedView;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DropView;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.ResetCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A statement as Spark's parser understands it: what it names, and whether it only reads.
 *
 * @param plan not resolved
 */
record ParsedStatement(LogicalPlan plan) {

    /** The tables and views that it names, in lower case; names of its own, such as those of WITH, may be among them. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        walk(plan, node -> name(node).ifPresent(names::add));
        return names;
    }

    private static Optional<String> name(TreeNode<?> node) {
        if (node instanceof UnresolvedRelation relation) {
            return single(relation.multipartIdentifier());
        }
        if (node instanceof UnresolvedTableOrView relation) {
            return single(relation.multipartIdentifier());
        }
        if (node instanceof UnresolvedView relation) {
            return single(relation.multipartIdentifier());
        }
        return Optional.empty();
    }

    private static Optional<String> single(Seq<String> parts) {
        return parts.size() == 1 ? Optional.of(parts.head().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The view that it makes, in lower case; empty if it makes none. */
    Optional<String> newView() {
        return plan instanceof CreateViewCommand create
                ? Optional.of(create.name().table().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Whether it asks which tables and views there are. */
    boolean asksForTables() {
        return plan instanceof ShowTables || plan instanceof ShowViews;
    }

    /** The pattern of names that {@link #asksForTables} is about; {@code *} stands for anything. */
    String pattern() {
        Option<String> pattern = plan instanceof ShowTables tables ? tables.pattern() : ((ShowViews) plan).pattern();
        return pattern.isEmpty() ? "*" : pattern.get();
    }

    /**
     * Makes sure that it changes nothing but the session.
     *
     * @throws IllegalArgumentException if it would write, or run a program
     */
    void requireReading() {
        walk(plan, ParsedStatement::requireReading);
    }

    private static void requireReading(TreeNode<?> node) {
        String name = node.getClass().getSimpleName();
        boolean writes = node instanceof Command
                ? !reads(node, name)
                : node instanceof InsertIntoDir
                        || name.endsWith("Statement"); // as Spark and Delta name what they parse
        if (writes || node instanceof ScriptTransformation) {
            throw new IllegalArgumentException(
                    "Cannot run this statement (" + name + "): bin/lake sql changes nothing in"
                            + " a lake. It takes queries, SHOW, DESCRIBE, EXPLAIN, SET, RESET, CREATE TEMPORARY VIEW and DROP"
                            + " VIEW");
        }
    }

    private static boolean reads(TreeNode<?> command, String name) {
        if (command instanceof CreateViewCommand create) {
            return create.viewType() == LocalTempView$.MODULE$;
        }
        return command instanceof SetCommand
                || command instanceof ResetCommand
                || command instanceof DropView
                || name.startsWith("Show")
                || name.startsWith("Describe")
                || name.startsWith("Explain");
    }

    /** Visits every node, also of subqueries and of what a command is about. */
    private static void walk(TreeNode<?> node, Consumer<TreeNode<?>> visitor) {
        visitor.accept(node);
        each(node.children(), visitor);
        each(node.innerChildren(), visitor);
        if (node instanceof QueryPlan<?> query) {
            for (Expression expression : JavaConverters.seqAsJavaList(query.expressions())) {
                walk(expression, visitor);
            }
        }
        if (node instanceof PlanExpression<?> subquery) {
            walk(subquery.plan(), visitor);
        } else if (node instanceof ExplainCommand explain) {
            walk(explain.logicalPlan(), visitor);
        } else if (node instanceof DescribeQueryCommand describe) {
            walk(describe.plan(), visitor);
        }
    }

    private static void each(Seq<?> nodes, Consumer<TreeNode<?>> visitor) {
        for (Object child : JavaConverters.seqAsJavaList(nodes)) {
            if (child instanceof TreeNode<?> node) {
                walk(node, visitor);
            }
        }
    }
}

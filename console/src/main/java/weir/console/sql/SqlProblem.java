package weir.console.sql;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** What Spark says of a statement that cannot be run, as a person wants to read it: without plans and stack traces. */
final class SqlProblem {

    private static final String UNKNOWN_TABLE = "TABLE_OR_VIEW_NOT_FOUND";
    private static final Pattern CLASS = Pattern.compile("^\\[[A-Z0-9_.]+] ");
    private static final Pattern PLAN = Pattern.compile(";?\\R(['+: ]|\\R).*", Pattern.DOTALL);

    private SqlProblem() {}

    /**
     * An exception that says it; the whole story, which a person seldom wants, is suppressed by it.
     *
     * @param unknown what to say about a table of a name that is not there
     */
    static IllegalArgumentException of(Throwable thrown, UnaryOperator<String> unknown) {
        IllegalArgumentException problem = new IllegalArgumentException(message(thrown, unknown));
        problem.addSuppressed(thrown);
        return problem;
    }

    private static String message(Throwable thrown, UnaryOperator<String> unknown) {
        if (thrown instanceof ParseException parse) {
            return plain(parse.getMessage().strip());
        }
        if (thrown instanceof AnalysisException analysis) {
            return UNKNOWN_TABLE.equals(analysis.getErrorClass())
                    ? unknown.apply(analysis.getMessageParameters()
                            .getOrDefault("relationName", "")
                            .replace("`", ""))
                    : withoutPlan(analysis.getSimpleMessage());
        }
        return withoutPlan(text(root(thrown)));
    }

    /** What happened in a task is the cause of what Spark says of the job. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root && !says(root)) {
            root = root.getCause();
        }
        return root;
    }

    /** An error of Spark's that has a class of its own speaks of the data, and its cause of Java. */
    private static boolean says(Throwable thrown) {
        return thrown instanceof SparkThrowable known && known.getErrorClass() != null;
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static String withoutPlan(String message) {
        Matcher plan = PLAN.matcher(message);
        return plain(plan.find() ? message.substring(0, plan.start()) : message);
    }

    private static String plain(String message) {
        return CLASS.matcher(message).replaceFirst("").strip();
    }
}

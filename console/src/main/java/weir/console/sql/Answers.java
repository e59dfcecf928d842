package weir.console.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs statements and prints what they give. For one thread, but for {@link #cancel}. */
final class Answers {

    private final Start start;
    private final Relations relations;
    private final RowOutput output;
    private final PrintWriter out;
    private volatile SqlSession session;

    /**
     * @param start is waited for by the first statement
     * @param output the form
     * @param out where to
     */
    Answers(Start start, Relations relations, RowOutput output, PrintWriter out) {
        this.start = start;
        this.relations = relations;
        this.output = output;
        this.out = out;
    }

    /** Gives a session with Delta once it is there. */
    @FunctionalInterface
    interface Start {
        SparkSession session() throws IOException;
    }

    /**
     * Runs a statement, or what a shorthand stands for, and prints its rows.
     *
     * @throws IllegalArgumentException if it cannot be understood, would write, or fails, with a message for a person
     */
    void answer(String statement) throws IOException {
        if (session == null) {
            session = new SqlSession(start.session(), relations);
        }
        Dataset<Row> rows = session.run(Shorthand.sql(statement));
        try {
            output.print(rows.schema(), wanted(rows), out);
        } catch (Exception e) { // Scala throws checked ones, such as IOException, without declaring them
            throw SqlProblem.of(e, name -> name);
        } finally {
            out.flush();
        }
    }

    /** A table is fetched as a whole; of other forms one task's rows at a time are in memory. */
    private Iterator<Row> wanted(Dataset<Row> rows) {
        return output.atMost() == Long.MAX_VALUE
                ? new WhileRead(rows.toLocalIterator(), out)
                : rows.limit(Math.toIntExact(output.atMost())).collectAsList().iterator();
    }

    /** Ends the statement that runs, from another thread. */
    void cancel() {
        SqlSession running = session;
        if (running != null) {
            running.cancel();
        }
    }
}

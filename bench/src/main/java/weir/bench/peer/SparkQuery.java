package weir.bench.peer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import weir.bench.measure.Contender;

/** A query of Spark SQL, from reading the files to the rows in this process. The answer are the rows, sorted. */
public final class SparkQuery implements Contender {

    private final String name;
    private final Supplier<Dataset<Row>> query;
    private final Optional<String> expected;
    private List<Row> rows = List.of();

    /**
     * @param query what is read and asked; called in each run, so that planning counts too
     */
    public SparkQuery(String name, Supplier<Dataset<Row>> query) {
        this(name, query, Optional.empty());
    }

    private SparkQuery(String name, Supplier<Dataset<Row>> query, Optional<String> expected) {
        this.name = name;
        this.query = query;
        this.expected = expected;
    }

    /** How many rows a table has, which is known. */
    public static SparkQuery count(String name, Supplier<Dataset<Row>> table, long expected) {
        return new SparkQuery(name, () -> table.get().selectExpr("count(*)"), Optional.of("[" + expected + "]"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() {
        rows = query.get().collectAsList();
    }

    @Override
    public String answer() {
        return rows.stream().map(Row::toString).sorted().collect(Collectors.joining(" "));
    }

    @Override
    public Optional<String> expected() {
        return expected;
    }
}

package weir.console.sql;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

import weir.lake.config.Suggestions;

/**
 * Runs statements, one after the other. What of the lake a statement names is looked at when it is run, and is the same
 * throughout the statement. Views that a statement makes live as long as the session. For one thread, but for {@link
 * #cancel}.
 */
final class SqlSession {

    private static final String JOBS = "lake sql";
    private static final StructType LISTING = StructType.fromDDL("name STRING, kind STRING, about STRING");

    private final SparkSession spark;
    private final Relations relations;
    /** What the views name that statements have made. */
    private final Map<String, Set<String>> views = new HashMap<>();

    SqlSession(SparkSession spark, Relations relations) {
        this.spark = spark;
        this.relations = relations;
        // what fails in a task is the message of the statement, without the stack traces of Spark's log
        spark.sparkContext().setLogLevel("OFF");
        // instants have no time zone that could be a wrong one
        spark.conf().set("spark.sql.datetime.java8API.enabled", true);
    }

    /**
     * Runs a statement that reads.
     *
     * @return its rows; without columns if it has none to give
     * @throws IllegalArgumentException if it cannot be understood or would write, with a message for a person
     */
    Dataset<Row> run(String statement) throws IOException {
        try {
            ParsedStatement parsed =
                    new ParsedStatement(spark.sessionState().sqlParser().parsePlan(statement));
            parsed.requireReading();
            if (parsed.asksForTables()) {
                return listing(parsed.pattern());
            }
            spark.sparkContext().setJobGroup(JOBS, statement, true);
            offer(parsed.names());
            parsed.newView().ifPresent(view -> remember(view, parsed.names()));
            return spark.sql(statement);
        } catch (IOException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
            throw SqlProblem.of(e, this::unknown);
        }
    }

    private void remember(String view, Set<String> names) {
        if (relations.named(view).isPresent()) {
            throw new IllegalArgumentException(
                    "Cannot make the view " + view + ": the lake has something of that name. Choose another one");
        }
        views.put(view, names);
    }

    private void offer(Set<String> names) throws IOException {
        for (String name : withNamesOfViews(names)) {
            var relation = relations.named(name);
            if (relation.isPresent()) {
                relation.get().content().rows().createOrReplaceTempView(name);
            }
        }
    }

    private Set<String> withNamesOfViews(Set<String> names) {
        Set<String> all = new HashSet<>();
        names.forEach(name -> collect(name, all));
        return all;
    }

    private void collect(String name, Set<String> all) {
        if (all.add(name)) {
            views.getOrDefault(name, Set.of()).forEach(inner -> collect(inner, all));
        }
    }

    private Dataset<Row> listing(String pattern) {
        Stream<Row> lake = relations.all().stream()
                .map(relation -> RowFactory.create(relation.name(), relation.kind(), relation.about()));
        Stream<Row> own =
                ownViews().stream().map(view -> RowFactory.create(view, "view", "made by CREATE TEMPORARY VIEW"));
        List<Row> rows = Stream.concat(lake, own)
                .filter(row -> !StringUtils.filterPattern(
                                JavaConverters.asScalaBuffer(List.of(row.getString(0)))
                                        .toSeq(),
                                pattern)
                        .isEmpty())
                .toList();
        return spark.createDataFrame(rows, LISTING);
    }

    private Set<String> ownViews() {
        Set<String> own = new TreeSet<>(views.keySet());
        own.removeIf(view -> !spark.catalog().tableExists(view));
        return own;
    }

    /** What to say about a table that is not there. */
    private String unknown(String name) {
        Set<String> known = ownViews();
        relations.all().forEach(relation -> known.add(relation.name()));
        return "There is no table or view \"" + name + "\"" + Suggestions.hint(name, known, "there are");
    }

    /** Ends what is running, from another thread. */
    void cancel() {
        spark.sparkContext().cancelJobGroup(JOBS);
    }
}

package weir.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.OptimisticTransaction$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/**
 * The Delta table of a live report. What it contains stands in its own log, in the same commit as the rows: the plans as
 * transactions {@code weir/report/NAME/STREAM}, the definitions as the property {@code weir.report}. The only class that knows
 * both.
 */
final class ReportTable {

    private static final String PROPERTY = "weir.report";
    private static final int FORMAT = 1;

    private final SparkSession spark;
    private final LakeFiles files;
    private final String name;
    private final String path;
    private final String uri;

    ReportTable(SparkSession spark, LakeFiles files, String name) {
        this.spark = spark;
        this.files = files;
        this.name = name;
        this.path = Tables.ofReport(name);
        this.uri = files.uri(path);
    }

    /** What is live now. */
    ReportVersion newest() throws IOException {
        return of(log().update(false, Option.empty(), Option.empty()));
    }

    /** The rows of a version. */
    Dataset<Row> rows(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(uri);
    }

    /**
     * A change of the report.
     *
     * @param windows those whose rows are replaced
     * @param rows what replaces them; each lies in one of the windows
     * @param stretches how the rows are computed by then
     * @param commit what the commit says of itself, and the plans that are then in the report
     */
    record Change(Windows windows, Dataset<Row> rows, List<Stretch> stretches, ReportCommit commit) {}

    /**
     * Makes a change in one commit, or none.
     *
     * @param before what the change was made for
     * @return the version that it made
     * @throws IOException if the report has moved on since
     */
    long commit(ReportVersion before, Change change) throws IOException {
        Tables.removeUnborn(files, path);
        DeltaLog log = log();
        OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
        OptimisticTransaction$.MODULE$.setActive(transaction);
        try {
            ReportVersion now = of(transaction.snapshot());
            if (!now.plans().equals(before.plans())
                    || now.stretches().size() != before.stretches().size()) {
                throw new IOException("Cannot change report " + name + ": somebody else has changed it since version "
                        + before.version() + ". Nothing was changed; begin again.");
            }
            List<Action> actions = new ArrayList<>();
            if (!change.windows().isEmpty()) {
                actions.addAll(write(transaction, change));
            }
            change.commit()
                    .plans()
                    .forEach((stream, plan) ->
                            actions.add(new SetTransaction(transactionOf(stream), plan, Option.empty())));
            long version = transaction.commit(
                    JavaConverters.asScalaBuffer(actions).toSeq(),
                    new DeltaOperations.Write(
                            SaveMode.Overwrite,
                            Option.empty(),
                            Option.apply(replaceWhere(change).orElse(null)),
                            Option.apply(change.commit().json())));
            files.settle(Tables.logOf(path));
            return version;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Scala throws checked ones without declaring them
            throw ReportRows.explained(name, e);
        } finally {
            OptimisticTransaction$.MODULE$.clearActive();
        }
    }

    private List<Action> write(OptimisticTransaction transaction, Change change) {
        return new Overwrite(
                        change.rows().hint("rebalance"),
                        List.of(),
                        Map.of(PROPERTY, text(change.stretches())),
                        replaceWhere(change))
                .in(transaction);
    }

    private static Optional<String> replaceWhere(Change change) {
        if (change.windows().isAll() || change.windows().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                change.windows().contain(change.stretches().get(0).definition().time()));
    }

    /**
     * The windows that were changed behind a version; all if nobody can say.
     *
     * @param version behind which to look
     */
    Windows changedSince(long version) throws IOException {
        DeltaLog log = log();
        Windows changed = Windows.NONE;
        long seen = version;
        for (TableCommit commit : TableCommit.behind(log, version)) {
            seen++;
            if (commit.version() != seen) {
                return Windows.ALL;
            }
            if (commit.changesRows()) {
                changed =
                        changed.and(commit.said().flatMap(ReportCommit::windows).orElse(Windows.ALL));
            }
        }
        return seen == log.update(false, Option.empty(), Option.empty()).version() ? changed : Windows.ALL;
    }

    /** The version that the promotion of a shadow made; empty if it was not promoted. */
    OptionalLong promoted(Shadow shadow) {
        return TableCommit.behind(log(), shadow.liveVersion()).stream()
                .filter(commit -> commit.said()
                        .filter(said -> ReportCommit.isOf(shadow, said))
                        .isPresent())
                .mapToLong(TableCommit::version)
                .findFirst();
    }

    private DeltaLog log() {
        return DeltaLog.forTable(spark, uri);
    }

    private String transactionOf(String stream) {
        return "weir/report/" + name + "/" + stream;
    }

    private ReportVersion of(Snapshot snapshot) throws CorruptLakeException {
        if (snapshot.version() < 0) {
            return ReportVersion.NONE;
        }
        Option<String> property = snapshot.metadata().configuration().get(PROPERTY);
        if (property.isEmpty()) {
            return new ReportVersion(snapshot.version(), Map.of(), List.of());
        }
        Map<String, Long> plans = new TreeMap<>();
        String prefix = transactionOf("");
        JavaConverters.mapAsJavaMap(snapshot.transactions()).forEach((id, plan) -> {
            if (id.startsWith(prefix)) {
                plans.put(id.substring(prefix.length()), (Long) plan);
            }
        });
        return new ReportVersion(snapshot.version(), plans, stretches(property.get()));
    }

    private static String text(List<Stretch> stretches) {
        ObjectNode node = Document.begin(FORMAT);
        ArrayNode all = node.putArray("stretches");
        for (Stretch stretch : stretches) {
            ObjectNode one = all.addObject()
                    .put("from", stretch.range().from().toString())
                    .put("to", stretch.range().to().toString());
            stretch.definition().writeTo(one.putObject("definition"));
        }
        return node.toString();
    }

    private List<Stretch> stretches(String property) throws CorruptLakeException {
        List<Stretch> stretches = new ArrayList<>();
        Document document = Document.parse(
                property.getBytes(StandardCharsets.UTF_8), "property " + PROPERTY + " of " + uri, FORMAT);
        for (Document stretch : document.objects("stretches")) {
            stretches.add(new Stretch(
                    new TimeRange(stretch.instant("from"), stretch.instant("to")),
                    ReportDefinition.read(stretch.object("definition"))));
        }
        return stretches;
    }
}

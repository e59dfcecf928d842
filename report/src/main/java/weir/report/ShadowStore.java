package weir.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/**
 * The shadow of one report: its rows are the Delta table {@code shadows/reports/NAME}, and it is there as soon as {@code
 * state/shadows/NAME.json} is. Before, {@code state/shadows/NAME.begun.json} says what is computed, and in which parts; each
 * is one commit of the table. The only class that knows the members of these files.
 */
final class ShadowStore {

    private static final int FORMAT = 1;

    private final LakeFiles files;
    private final String report;

    ShadowStore(LakeFiles files, String report) {
        this.files = files;
        this.report = report;
    }

    /**
     * A shadow whose rows are being computed.
     *
     * @param shadow what it will be
     * @param parts the ranges that are computed one after the other; together they are its range
     */
    record Begun(Shadow shadow, List<TimeRange> parts) {

        Begun {
            parts = List.copyOf(parts);
        }
    }

    /** The shadow; empty if there is none. */
    Optional<Shadow> read() throws IOException {
        Optional<Document> document = document(path());
        return document.isPresent() ? Optional.of(shadow(document.get())) : Optional.empty();
    }

    /** The shadow that was begun last, if it is not whole yet; empty if there is none. */
    Optional<Begun> begun() throws IOException {
        Optional<Document> document = document(begunPath());
        if (document.isEmpty()) {
            return Optional.empty();
        }
        List<TimeRange> parts = new ArrayList<>();
        for (Document part : document.get().objects("parts")) {
            parts.add(range(part));
        }
        return Optional.of(new Begun(shadow(document.get()), parts));
    }

    private Optional<Document> document(String path) throws IOException {
        try {
            return Optional.of(Document.read(files, path, FORMAT));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Shadow shadow(Document document) throws CorruptLakeException {
        return new Shadow(
                document.text("id"),
                document.text("report"),
                range(document),
                ReportDefinition.read(document.object("definition")),
                PlanNumbers.read(document),
                document.number("liveVersion"));
    }

    private static TimeRange range(Document document) throws CorruptLakeException {
        return new TimeRange(document.instant("from"), document.instant("to"));
    }

    /** The rows of the shadow. */
    Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("delta").load(files.uri(Tables.ofShadow(report)));
    }

    /** Begins a shadow; an older one goes. */
    void begin(Begun begun) throws IOException {
        remove();
        ObjectNode node = node(begun.shadow());
        ArrayNode parts = node.putArray("parts");
        begun.parts().forEach(part -> put(parts.addObject(), part));
        files.publish(begunPath(), Document.bytes(node));
    }

    /** How many parts of a shadow that was begun are there; they are the first ones. */
    int computed(SparkSession spark, Shadow shadow) {
        return Math.toIntExact(parts(shadow).last(spark) + 1);
    }

    private ShadowParts parts(Shadow shadow) {
        return new ShadowParts(files.uri(Tables.ofShadow(report)), shadow.id());
    }

    /** Computes the rows of a part of a shadow that was begun, unless its commit is there already. */
    void append(Shadow shadow, int part, Dataset<Row> rows) throws IOException {
        Tables.removeUnborn(files, Tables.ofShadow(report));
        try {
            parts(shadow).append(rows.hint("rebalance").write().options(Tables.PROPERTIES), part);
        } catch (Exception e) { // Scala throws checked ones without declaring them
            throw ReportRows.explained(report, e);
        }
    }

    /** Puts a shadow there whose parts are all computed. */
    void finish(Shadow shadow) throws IOException {
        files.publish(path(), Document.bytes(node(shadow)));
        files.delete(begunPath());
    }

    private ObjectNode node(Shadow shadow) {
        ObjectNode node = Document.begin(FORMAT)
                .put("report", report)
                .put("id", shadow.id())
                .put("liveVersion", shadow.liveVersion());
        put(node, shadow.range());
        PlanNumbers.put(node, shadow.plans());
        shadow.definition().writeTo(node.putObject("definition"));
        return node;
    }

    private static void put(ObjectNode node, TimeRange range) {
        node.put("from", range.from().toString()).put("to", range.to().toString());
    }

    /** Removes the shadow and what is left of one. */
    void remove() throws IOException {
        files.delete(begunPath()); // first: nobody may go on with a part of a table
        files.delete(path());
        files.delete(Tables.ofShadow(report));
    }

    private String path() {
        return "state/shadows/" + report + ".json";
    }

    private String begunPath() {
        return "state/shadows/" + report + ".begun.json";
    }
}

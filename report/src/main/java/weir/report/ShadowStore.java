package weir.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Tables;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/**
 * The shadow of one report: its rows are the Delta table {@code shadows/reports/NAME}, and it is there as soon as {@code
 * state/shadows/NAME.json} is. The only class that knows the members of that file.
 */
final class ShadowStore {

    private static final int FORMAT = 1;

    private final LakeFiles files;
    private final String report;

    ShadowStore(LakeFiles files, String report) {
        this.files = files;
        this.report = report;
    }

    /** The shadow; empty if there is none. */
    Optional<Shadow> read() throws IOException {
        Document document;
        try {
            document = Document.read(files, path(), FORMAT);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        return Optional.of(new Shadow(
                document.text("id"),
                document.text("report"),
                new TimeRange(document.instant("from"), document.instant("to")),
                ReportDefinition.read(document.object("definition")),
                PlanNumbers.read(document),
                document.number("liveVersion")));
    }

    /** The rows of the shadow. */
    Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("delta").load(files.uri(Tables.ofShadow(report)));
    }

    /** Computes the rows and puts the shadow there; an older one goes. */
    void write(Shadow shadow, Dataset<Row> rows) throws IOException {
        remove();
        try {
            rows.hint("rebalance")
                    .write()
                    .format("delta")
                    .options(Tables.PROPERTIES)
                    .save(files.uri(Tables.ofShadow(report)));
        } catch (Exception e) { // Scala throws checked ones without declaring them
            throw ReportRows.explained(report, e);
        }
        ObjectNode node = Document.begin(FORMAT)
                .put("report", report)
                .put("id", shadow.id())
                .put("from", shadow.range().from().toString())
                .put("to", shadow.range().to().toString())
                .put("liveVersion", shadow.liveVersion());
        PlanNumbers.put(node, shadow.plans());
        shadow.definition().writeTo(node.putObject("definition"));
        files.publish(path(), Document.bytes(node));
    }

    /** Removes the shadow and what is left of one. */
    void remove() throws IOException {
        files.delete(path());
        files.delete(Tables.ofShadow(report));
    }

    private String path() {
        return "state/shadows/" + report + ".json";
    }
}

package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamNode;
import weir.lake.Tables;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.Microbatch;
import weir.report.TableShadow;

/**
 * The shadow of one stream's table: its rows are the Delta table {@code shadows/tables/STREAM}, and it is there as soon as
 * {@code state/shadows/tables/STREAM.json} is. The only class that knows the members of that file ({@code docs/formats.md}).
 */
final class TableShadowStore {

    private static final int FORMAT = 1;

    private final LakeFiles files;
    private final String stream;

    TableShadowStore(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** What only one process may do at a time: make, promote or discard the shadow. */
    LakeLock lock() throws IOException {
        return LakeLock.take(files, "shadow-table-" + stream);
    }

    /** The shadow; empty if there is none. */
    Optional<TableShadow> read() throws IOException {
        Optional<Document> document = document();
        if (document.isEmpty()) {
            return Optional.empty();
        }
        Document node = document.get();
        return Optional.of(new TableShadow(
                node.text("id"),
                StreamNode.read(node.object("stream")),
                node.number("plan"),
                node.number("order"),
                node.number("liveVersion")));
    }

    /** The shadow, which must be there. */
    TableShadow require() throws IOException {
        return read().orElseThrow(() -> new FileNotFoundException("The table of " + stream
                + " has no shadow: bin/replay table " + stream + " makes one and shows how it differs"));
    }

    /** What the plans of the shadow have found by it, ascending by number. */
    List<PlanRecount> recounts() throws IOException {
        List<PlanRecount> recounts = new ArrayList<>();
        Optional<Document> document = document();
        for (Document plan :
                document.isEmpty() ? List.<Document>of() : document.get().objects("plans")) {
            SortedMap<Instant, PlanRecount.Hour> hours = new TreeMap<>();
            for (Document hour : plan.objects("hours")) {
                hours.put(
                        hour.instant("hour"),
                        new PlanRecount.Hour(
                                new Verdicts(
                                        hour.number("kept"),
                                        hour.number("dropped"),
                                        hour.number("malformed"),
                                        hour.number("control")),
                                hour.number("rows")));
            }
            List<Microbatch> malformed = plan.numbers("malformed").stream()
                    .map(millis -> new Microbatch(stream, millis))
                    .toList();
            recounts.add(new PlanRecount(plan.number("plan"), hours, malformed));
        }
        return recounts;
    }

    private Optional<Document> document() throws IOException {
        try {
            return Optional.of(Document.read(files, path(), FORMAT));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The rows of the shadow. */
    Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("delta").load(uri());
    }

    /**
     * Computes the rows, beside what else is there. There is no shadow before {@link #publish}.
     *
     * @param table of the stream, at {@link #uri}
     */
    void write(StreamTable table, Dataset<Row> rows) throws IOException {
        remove();
        table.createIfAbsent();
        rows.write().format("delta").mode(SaveMode.Append).save(uri());
    }

    /** Where the rows are. */
    String uri() {
        return files.uri(Tables.ofStreamShadow(stream));
    }

    /** Makes what was written the shadow. */
    void publish(TableShadow shadow, List<PlanRecount> recounts) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("id", shadow.id())
                .put("plan", shadow.plan())
                .put("order", shadow.order())
                .put("liveVersion", shadow.liveVersion());
        StreamNode.put(node.putObject("stream"), shadow.spec());
        ArrayNode plans = node.putArray("plans");
        for (PlanRecount recount : recounts) {
            ObjectNode plan = plans.addObject().put("plan", recount.plan());
            ArrayNode malformed = plan.putArray("malformed");
            recount.malformed().forEach(microbatch -> malformed.add(microbatch.timeMillis()));
            ArrayNode hours = plan.putArray("hours");
            recount.hours().forEach((hour, found) -> hours.addObject()
                    .put("hour", hour.toString())
                    .put("kept", found.verdicts().kept())
                    .put("dropped", found.verdicts().dropped())
                    .put("malformed", found.verdicts().malformed())
                    .put("control", found.verdicts().control())
                    .put("rows", found.rows()));
        }
        files.publish(path(), Document.bytes(node));
    }

    /** Removes the shadow and what is left of one. */
    void remove() throws IOException {
        files.delete(path());
        files.delete(Tables.ofStreamShadow(stream));
    }

    private String path() {
        return "state/shadows/tables/" + stream + ".json";
    }
}

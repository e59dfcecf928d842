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
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamNode;
import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.Microbatch;
import weir.report.ShadowParts;
import weir.report.TableShadow;

/**
 * The shadow of one stream's table: its rows are the Delta table {@code shadows/tables/STREAM}, and it is there as soon as
 * {@code state/shadows/tables/STREAM.json} is. Before, {@code STREAM.begun.json} beside it says what is computed and what the lines
 * were; the rows come in parts, each the lines of some plans. The only class that knows the members of these files ({@code
 * docs/formats.md}).
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

    /**
     * A shadow whose rows are being computed.
     *
     * @param shadow what it will be, unless plans are finished meanwhile
     * @param recounts what plans have found by it, ascending by number; their rows need not be there yet
     */
    record Begun(TableShadow shadow, List<PlanRecount> recounts) {

        Begun {
            recounts = List.copyOf(recounts);
        }
    }

    /** The shadow; empty if there is none. */
    Optional<TableShadow> read() throws IOException {
        Optional<Document> document = document(path());
        return document.isPresent() ? Optional.of(shadow(document.get())) : Optional.empty();
    }

    /** The shadow that was begun last, if it is not whole yet; empty if there is none. */
    Optional<Begun> begun() throws IOException {
        Optional<Document> document = document(begunPath());
        return document.isPresent()
                ? Optional.of(new Begun(shadow(document.get()), recounts(document.get())))
                : Optional.empty();
    }

    private static TableShadow shadow(Document node) throws CorruptLakeException {
        return new TableShadow(
                node.text("id"),
                StreamNode.read(node.object("stream")),
                node.number("plan"),
                node.number("order"),
                node.number("liveVersion"));
    }

    /** The shadow, which must be there. */
    TableShadow require() throws IOException {
        return read().orElseThrow(() -> new FileNotFoundException("The table of " + stream
                + " has no shadow: bin/replay table " + stream + " makes one and shows how it differs"));
    }

    /** What the plans of the shadow have found by it, ascending by number. */
    List<PlanRecount> recounts() throws IOException {
        Optional<Document> document = document(path());
        return document.isPresent() ? recounts(document.get()) : List.of();
    }

    private List<PlanRecount> recounts(Document document) throws CorruptLakeException {
        List<PlanRecount> recounts = new ArrayList<>();
        for (Document plan : document.objects("plans")) {
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

    private Optional<Document> document(String path) throws IOException {
        try {
            return Optional.of(Document.read(files, path, FORMAT));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The rows of the shadow. */
    Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("delta").load(uri());
    }

    /** Begins a shadow; an older one goes. */
    void begin(TableShadow shadow) throws IOException {
        remove();
        putBegun(new Begun(shadow, List.of()));
    }

    /**
     * Creates the table of the rows if it is not there.
     *
     * @param table of the stream, at {@link #uri}
     */
    void create(StreamTable table) throws IOException {
        Tables.removeUnborn(files, Tables.ofStreamShadow(stream));
        table.createIfAbsent();
    }

    /** Writes down what plans have found, before their rows are there. */
    void putBegun(Begun begun) throws IOException {
        files.publish(begunPath(), Document.bytes(node(begun.shadow(), begun.recounts())));
    }

    /**
     * Computes the rows of some plans of a shadow that was begun, unless their commit is there already.
     *
     * @param last the number of the last of these plans
     */
    void append(TableShadow shadow, long last, Dataset<Row> rows) {
        parts(shadow).append(rows.write(), last);
    }

    /** The number of the last plan whose rows are there of a shadow that was begun; 0 if there is none. */
    long computed(SparkSession spark, TableShadow shadow) {
        return Math.max(0, parts(shadow).last(spark));
    }

    private ShadowParts parts(TableShadow shadow) {
        return new ShadowParts(uri(), shadow.id());
    }

    /** Where the rows are. */
    String uri() {
        return files.uri(Tables.ofStreamShadow(stream));
    }

    /** Puts a shadow there that has the rows of all its plans. */
    void finish(TableShadow shadow, List<PlanRecount> recounts) throws IOException {
        files.publish(path(), Document.bytes(node(shadow, recounts)));
        files.delete(begunPath());
    }

    private static ObjectNode node(TableShadow shadow, List<PlanRecount> recounts) {
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
        return node;
    }

    /** Removes the shadow and what is left of one. */
    void remove() throws IOException {
        files.delete(begunPath()); // first: nobody may go on with a part of a table
        files.delete(path());
        files.delete(Tables.ofStreamShadow(stream));
    }

    private String path() {
        return "state/shadows/tables/" + stream + ".json";
    }

    private String begunPath() {
        return "state/shadows/tables/" + stream + ".begun.json";
    }
}

package weir.lake.deletion;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.schema.ColumnPath;

/**
 * What was asked to be deleted from a stream, and what has become of it, as files: {@code deletions/tweets/00000007.json} has
 * what the messages of plan 7 take back, {@code 00000007.rows.json} the rows that the table lost for it, {@code
 * 00000007.archive.json} says when all of the plans up to this one was gone from the archive, and {@code 00000007.versions.json}
 * when it was gone from old versions of tables. The only class that knows these names and their members
 * ({@code docs/formats.md}).
 */
public final class DeletionFiles {

    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("(\\d{8,})(\\.rows|\\.archive|\\.versions|)\\.json");

    private final LakeFiles files;
    private final String stream;

    public DeletionFiles(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** What of a stream has a file for a plan. */
    public enum Kind {
        /** What the plan's messages take back. */
        ASKED(""),
        /** The rows that the table lost for it. */
        ROWS(".rows"),
        /** That it is gone from the archive, with all plans before. */
        ARCHIVE(".archive"),
        /** That it is gone from old versions of the tables, with all plans before. */
        VERSIONS(".versions");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * One thing that was asked for.
     *
     * @param plan the plan whose message asked for it
     * @param deletion its number among those of that plan
     */
    public record Asked(long plan, int deletion) implements Serializable {}

    /**
     * A row that a deletion took from the table, or cleared values of.
     *
     * @param plan the plan whose message asked for it
     * @param deletion the number of the deletion among those of that plan
     * @param batchMillis the time of the row's microbatch
     * @param line the number of its line there
     * @param micros when it happened, in microseconds since 1970
     * @param cleared whether the row is still there without some values
     * @param key the hash of its key: later lines with this key were duplicates as long as the row was there; null if the row was
     *     taken by a version of Weir that did not say
     */
    public record DeletedRow(
            long plan, int deletion, long batchMillis, long line, long micros, boolean cleared, Long key)
            implements Serializable {}

    /**
     * Writes down what a plan's messages take back; nothing if the plan only has lines that earlier ones took back.
     *
     * @param earlier what was asked for before and takes back lines of the plan
     */
    public void write(long plan, List<Deletion> deletions, Collection<Asked> earlier, Instant at) throws IOException {
        ObjectNode node = begun(plan, at);
        ArrayNode all = node.putArray("deletions");
        for (Deletion deletion : deletions) {
            ObjectNode one = all.addObject()
                    .put("message", deletion.message())
                    .put("column", deletion.column().toString())
                    .put("value", deletion.value());
            deletion.upTo().ifPresent(upTo -> one.putObject("upTo")
                    .put("column", upTo.column().toString())
                    .put("value", upTo.value()));
            ArrayNode clear = one.putArray("clear");
            deletion.clear().forEach(clear::add);
            one.put("microbatch", deletion.batchMillis()).put("line", deletion.line());
        }
        ArrayNode before = node.putArray("earlier");
        earlier.forEach(asked -> before.addObject().put("plan", asked.plan()).put("deletion", asked.deletion()));
        files.publish(path(Kind.ASKED, plan), Document.bytes(node));
    }

    /** What was asked for before a plan and takes back lines of it; nothing if no file, or only an older build's, says so. */
    public List<Asked> earlier(long plan) throws IOException {
        List<Asked> earlier = new ArrayList<>();
        if (has(Kind.ASKED, plan)) {
            Document document = document(Kind.ASKED, plan);
            for (Document asked : document.has("earlier") ? document.objects("earlier") : List.<Document>of()) {
                earlier.add(new Asked(asked.number("plan"), Math.toIntExact(asked.number("deletion"))));
            }
        }
        return earlier;
    }

    /** What a plan's messages take back; nothing if there is no such file. */
    public List<Deletion> read(long plan) throws IOException {
        List<Deletion> deletions = new ArrayList<>();
        if (has(Kind.ASKED, plan)) {
            for (Document one : document(Kind.ASKED, plan).objects("deletions")) {
                Optional<Deletion.UpTo> upTo = Optional.empty();
                if (one.has("upTo")) {
                    Document bound = one.object("upTo");
                    upTo = Optional.of(
                            new Deletion.UpTo(ColumnPath.parse(bound.text("column")), bound.number("value")));
                }
                deletions.add(new Deletion(
                        one.text("message"),
                        ColumnPath.parse(one.text("column")),
                        one.text("value"),
                        upTo,
                        one.texts("clear"),
                        one.number("microbatch"),
                        one.number("line")));
            }
        }
        return deletions;
    }

    /** Writes down the rows that a plan's run takes from the table, or clears values of, before it does. */
    public void writeRows(long plan, List<DeletedRow> rows, Instant at) throws IOException {
        ObjectNode node = begun(plan, at);
        ArrayNode all = node.putArray("rows");
        for (DeletedRow row : rows) {
            ObjectNode one = all.addObject()
                    .put("plan", row.plan())
                    .put("deletion", row.deletion())
                    .put("microbatch", row.batchMillis())
                    .put("line", row.line())
                    .put("micros", row.micros())
                    .put("cleared", row.cleared() ? 1 : 0);
            if (row.key() != null) {
                one.put("key", row.key());
            }
        }
        files.publish(path(Kind.ROWS, plan), Document.bytes(node));
    }

    /** The rows that a plan's run took from the table, or cleared values of; none if there is no such file. */
    public List<DeletedRow> rows(long plan) throws IOException {
        List<DeletedRow> rows = new ArrayList<>();
        if (has(Kind.ROWS, plan)) {
            for (Document row : document(Kind.ROWS, plan).objects("rows")) {
                rows.add(new DeletedRow(
                        row.number("plan"),
                        Math.toIntExact(row.number("deletion")),
                        row.number("microbatch"),
                        row.number("line"),
                        row.number("micros"),
                        row.number("cleared") != 0,
                        row.has("key") ? row.number("key") : null));
            }
        }
        return rows;
    }

    /** Writes down that all that plans up to this one ask for is gone from a place. */
    public void writeGone(Kind kind, long plan, Instant at) throws IOException {
        files.publish(path(kind, plan), Document.bytes(begun(plan, at)));
    }

    /**
     * Writes down that all that plans up to this one ask for is gone from the archive.
     *
     * @param schema the identity of the schema by which lines were read
     */
    public void writeArchived(long plan, Instant at, String schema) throws IOException {
        files.publish(path(Kind.ARCHIVE, plan), Document.bytes(begun(plan, at).put("schema", schema)));
    }

    /** Whether all that plans up to this one ask for is gone from the archive, as far as lines are records by a schema. */
    public boolean isArchivedBy(String schema, long plan) throws IOException {
        Document node = document(Kind.ARCHIVE, plan);
        return node.has("schema") && node.text("schema").equals(schema);
    }

    /** When what a file of this kind says was so. */
    public Instant at(Kind kind, long plan) throws IOException {
        return document(kind, plan).instant("at");
    }

    /** The plans that have a file of this kind, ascending. */
    public List<Long> plans(Kind kind) throws IOException {
        List<Long> plans = new ArrayList<>();
        for (String name : files.list(folder())) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && matcher.group(2).equals(kind.suffix)) {
                plans.add(Long.parseLong(matcher.group(1)));
            }
        }
        plans.sort(null);
        return plans;
    }

    /** Whether there is a file of this kind for a plan. */
    public boolean has(Kind kind, long plan) throws IOException {
        return files.exists(path(kind, plan));
    }

    private ObjectNode begun(long plan, Instant at) {
        return Document.begin(FORMAT).put("stream", stream).put("plan", plan).put("at", at.toString());
    }

    private Document document(Kind kind, long plan) throws IOException {
        Document node = Document.read(files, path(kind, plan), FORMAT);
        if (!node.text("stream").equals(stream) || node.number("plan") != plan) {
            throw node.problem("plan", "or \"stream\" is not that of the file");
        }
        return node;
    }

    private String folder() {
        return "deletions/" + stream;
    }

    private String path(Kind kind, long plan) {
        return folder() + String.format("/%08d", plan) + kind.suffix + ".json";
    }
}

package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;

/**
 * The plans of one stream as files: {@code state/plans/tweets/00000007.json} is written before the run begins, {@code
 * 00000007.done.json} when it is finished. The only class that knows their names and members ({@code docs/formats.md}).
 */
final class PlanStore {

    private static final int FORMAT = 1;
    private static final Pattern PLAN = Pattern.compile("(\\d{8,})\\.json");

    private final LakeFiles files;
    private final String stream;

    PlanStore(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** The number of the newest plan; 0 if there is none. */
    long newest() throws IOException {
        long newest = 0;
        for (String name : files.list(folder())) {
            Matcher matcher = PLAN.matcher(name);
            if (matcher.matches()) {
                newest = Math.max(newest, Long.parseLong(matcher.group(1)));
            }
        }
        return newest;
    }

    /** The newest plan, if it is not finished. */
    Optional<Plan> unfinished() throws IOException {
        files.settle(folder());
        long newest = newest();
        return newest == 0 || files.exists(donePath(newest)) ? Optional.empty() : Optional.of(read(newest));
    }

    /** Writes a plan down. */
    void write(Plan plan) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("stream", plan.stream())
                .put("number", plan.number())
                .put("lines", plan.lines())
                .put("bytes", plan.bytes());
        ArrayNode microbatches = node.putArray("microbatches");
        plan.microbatches().forEach(microbatch -> microbatches.add(microbatch.timeMillis()));
        files.publish(path(plan.number()), Document.bytes(node));
    }

    /** Writes down that a plan is finished. */
    void finish(Result result) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("stream", stream)
                .put("number", result.plan().number())
                .put("tableVersion", result.tableVersion())
                .put("lines", result.plan().lines())
                .put("rows", result.rows())
                .put("duplicates", result.duplicates())
                .put("dropped", result.dropped())
                .put("malformed", result.malformed())
                .put("control", result.control());
        ArrayNode segments = node.putArray("segments");
        result.segments().forEach(segments::add);
        files.publish(donePath(result.plan().number()), Document.bytes(node));
    }

    private Plan read(long number) throws IOException {
        Document node = Document.read(files, path(number), FORMAT);
        if (!node.text("stream").equals(stream)) {
            throw node.problem(
                    "stream", "is " + node.text("stream") + ", but the plan lies in the folder of " + stream);
        }
        List<Microbatch> microbatches = new ArrayList<>();
        for (long time : node.numbers("microbatches")) {
            microbatches.add(new Microbatch(stream, time));
        }
        if (microbatches.isEmpty() || node.number("number") != number) {
            throw node.problem("microbatches", "is empty, or \"number\" is not " + number);
        }
        return new Plan(stream, number, microbatches, node.number("lines"), node.number("bytes"));
    }

    private String folder() {
        return "state/plans/" + stream;
    }

    private String path(long number) {
        return folder() + String.format("/%08d.json", number);
    }

    private String donePath(long number) {
        return folder() + String.format("/%08d.done.json", number);
    }
}

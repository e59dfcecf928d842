package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.history.PlanFiles;
import weir.lake.raw.Microbatch;

/**
 * The plans of one stream as files: one is written before the run begins, another when it is finished. The only class that
 * knows their members ({@code docs/formats.md}).
 */
public final class PlanStore {

    private static final int FORMAT = 1;
    private final LakeFiles files;
    private final String stream;
    private final PlanFiles names;

    public PlanStore(LakeFiles files, String stream) {
        this.files = files;
        this.names = new PlanFiles(files, stream);
        this.stream = stream;
    }

    /** The number of the newest plan; 0 if there is none. */
    long newest() throws IOException {
        return names.newest();
    }

    /** The numbers of all plans, ascending. */
    List<Long> numbers() throws IOException {
        return names.numbers();
    }

    /** The highest number that the name of a file has; 0 if there is none. */
    long newestNamed() throws IOException {
        List<Long> finished = names.finished();
        return Math.max(newest(), finished.isEmpty() ? 0 : finished.get(finished.size() - 1));
    }

    /** The newest plan, if it is not finished. */
    public Optional<Plan> unfinished() throws IOException {
        files.settle(names.folder());
        long newest = newest();
        return newest == 0 || files.exists(donePath(newest)) ? Optional.empty() : Optional.of(read(newest));
    }

    /** The number of the newest plan that is finished; 0 if there is none. */
    public long newestFinished() throws IOException {
        return names.newestFinished();
    }

    /**
     * What plans have consumed, as far as they are written down.
     *
     * @param after the number before the first of them
     * @param last the number of the last of them
     */
    Set<Microbatch> consumed(long after, long last) throws IOException {
        Set<Microbatch> consumed = new HashSet<>();
        for (long number : numbers()) {
            if (number > after && number <= last) {
                consumed.addAll(read(number).microbatches());
            }
        }
        return consumed;
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

    /** Writes down what a finished plan gives now that its lines were judged anew; once more is the same. */
    void recount(PlanRecount found) throws IOException {
        Document node = Document.read(files, donePath(found.plan()), FORMAT);
        Plan plan = read(found.plan());
        Verdicts verdicts = found.total().verdicts();
        long rows = found.total().rows();
        finish(new Result(
                plan,
                node.number("tableVersion"),
                rows,
                verdicts.kept() - rows,
                verdicts.dropped(),
                verdicts.malformed(),
                verdicts.control(),
                node.texts("segments")));
    }

    /** What was written down of a plan when it was finished; empty if it is not. */
    Optional<Finished> finished(long number) throws IOException {
        if (!files.exists(donePath(number))) {
            return Optional.empty();
        }
        Document node = Document.read(files, donePath(number), FORMAT);
        if (!node.text("stream").equals(stream) || node.number("number") != number) {
            throw node.problem("number", "or \"stream\" is not that of the file");
        }
        long lines = 0;
        for (String part : List.of("rows", "duplicates", "dropped", "malformed", "control")) {
            lines += node.number(part);
        }
        if (lines != node.number("lines")) {
            throw node.problem("lines", "is " + node.number("lines") + ", but its parts are " + lines + " together");
        }
        return Optional.of(new Finished(node.number("rows"), node.number("malformed"), lines));
    }

    /**
     * What a finished plan has given.
     *
     * @param rows rows it added to the table
     * @param malformed lines it put into quarantine
     * @param lines all lines it consumed
     */
    record Finished(long rows, long malformed, long lines) {}

    /** Reads a plan that was written down. */
    Plan read(long number) throws IOException {
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

    String path(long number) {
        return names.path(number);
    }

    String donePath(long number) {
        return names.donePath(number);
    }
}

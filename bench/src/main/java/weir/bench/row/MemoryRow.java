package weir.bench.row;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Outcome;
import weir.bench.measure.WrongAnswerException;
import weir.bench.peer.BoundedProcess;
import weir.lake.Tables;

/**
 * In how little memory commands do their work: each once, as a process with a small heap. A backlog, and replays of plain
 * files and of the archive, have as many bytes as the data; one plan of very many microbatches has always the same.
 */
final class MemoryRow implements BenchRow {

    private static final int SMALL_MIB = 1024;
    private static final int LARGE_MIB = 2048;
    private static final int MICROBATCHES = 100_000;
    private static final double NANOS = 1e9;
    private static final Needle NEEDLE = Needles.TENTH;
    private static final String REPORT = "languages";
    private static final Map<String, String> REPORT_KEYS = Map.of(
            "stream", TweetLakes.STREAM,
            "filter", "true",
            "sql", "SELECT date_trunc('HOUR', timestamp_ms) AS hour, lang, count(*) AS tweets FROM kept GROUP BY 1, 2",
            "time", "hour",
            "grain", "1h");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        Optional<Path> bin = bench.settings().home().map(home -> home.resolve("bin"));
        if (bin.filter(Files::isDirectory).isEmpty()) {
            bench.missing(name(), "commands with a small heap", "there is no bin/; start it with bench/run");
            return;
        }
        TweetLakes data = bench.data();
        Path plain = data.lake(Layout.MICROBATCHES);
        Path compacted = data.freshCopy(plain, "memory");
        long lines = data.facts().lines();
        long kept = data.facts().of(NEEDLE).total();
        String size = ", " + (data.facts().bytes() >> 20) + " MiB of lines";
        Task backlog = new Task("a backlog" + size, bin.get().resolve("compaction"), SMALL_MIB, compacted);
        run(bench, backlog, List.of("--once"), seen -> rows(bench, compacted), lines);
        onePlan(bench, backlog.script());
        Path replay = bin.get().resolve("replay");
        List<String> extract = List.of("extract", TweetLakes.STREAM, "--where", NEEDLE.predicate());
        Task ofPlain = new Task(NEEDLE.share() + " selected, plain files" + size, replay, SMALL_MIB, plain);
        run(bench, ofPlain, extract, BoundedProcess.Seen::lines, kept);
        Task ofArchive = new Task(NEEDLE.share() + " selected, archive" + size, replay, SMALL_MIB, compacted);
        run(bench, ofArchive, extract, BoundedProcess.Seen::lines, kept);
        Task report = new Task("a report, archive" + size, replay, SMALL_MIB, compacted);
        run(bench, report, report(), seen -> counted(bench, compacted), lines);
    }

    private void onePlan(Bench bench, Path script) throws Exception {
        Path source = bench.data().lakeOfSingleLines(MICROBATCHES);
        Path lake = bench.data().freshCopy(source, "memory-of-one-plan");
        run(
                bench,
                new Task("one plan of " + MICROBATCHES + " microbatches", script, LARGE_MIB, lake),
                List.of("--once", "-D", "compaction.plan.max-microbatches=" + MICROBATCHES),
                seen -> rows(bench, lake),
                MICROBATCHES);
    }

    private void run(Bench bench, Task task, List<String> arguments, Answer answer, long expected) {
        bench.record(name(), task.work(), () -> {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("--conf", bench.data().configuration().toString(), "-D", "lake.root=" + task.lake()));
            Path said = bench.data().emptyPlace("memory-said");
            Files.createDirectories(said);
            long begun = System.nanoTime();
            BoundedProcess.Seen seen = new BoundedProcess(task.script(), task.heapMib(), said).run(all);
            double seconds = (System.nanoTime() - begun) / NANOS;
            long found = answer.of(seen);
            if (found != expected) {
                throw new WrongAnswerException(
                        task.command() + " answers " + found + ", the right answer is " + expected);
            }
            return new Outcome.Bounded(
                    name(), task.work(), task.command(), seconds, seen.keptMib(), seen.residentMib(), task.heapMib());
        });
    }

    private static List<String> report() {
        List<String> arguments = new ArrayList<>(List.of("report", REPORT));
        REPORT_KEYS.forEach(
                (key, value) -> arguments.addAll(List.of("-D", "reports." + REPORT + "." + key + "=" + value)));
        return arguments;
    }

    private static long rows(Bench bench, Path lake) {
        return delta(bench, lake, Tables.ofStream(TweetLakes.STREAM)).count();
    }

    private static long counted(Bench bench, Path lake) {
        return delta(bench, lake, Tables.ofShadow(REPORT))
                .agg(functions.sum("tweets"))
                .first()
                .getLong(0);
    }

    private static Dataset<Row> delta(Bench bench, Path lake, String table) {
        return bench.spark().read().format("delta").load(lake.resolve(table).toString());
    }

    /** What a process has found. */
    @FunctionalInterface
    private interface Answer {
        long of(BoundedProcess.Seen seen) throws Exception;
    }

    /**
     * What one process does.
     *
     * @param work how the table calls it
     * @param script of {@code bin/}
     * @param heapMib the size of its heap
     * @param lake what it works on
     */
    private record Task(String work, Path script, int heapMib, Path lake) {
        String command() {
            return "bin/" + script.getFileName();
        }
    }
}

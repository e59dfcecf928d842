package weir.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.bench.data.TweetDataOptions;
import weir.bench.data.TweetFacts;
import weir.bench.data.TweetLakes;
import weir.bench.measure.MarkdownTable;
import weir.bench.measure.Outcome;
import weir.bench.measure.Stopwatch;
import weir.bench.row.Bench;
import weir.bench.row.BenchRow;
import weir.bench.row.BenchSettings;
import weir.bench.row.Rows;
import weir.compaction.LazySession;
import weir.lake.command.BuildVersion;
import weir.lake.command.CommandRunner;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.SparkConfig;

/** {@code bench/run}: measures Weir and what users would take instead side by side, and writes one Markdown table. */
@Command(
        name = "bench",
        description =
                "Measures Weir and its peers in turn, checks that both give the same answers, and prints one table.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        footer = {
            "",
            "The data is generated, kept, and taken again when the options are the same.",
            "1 if a line failed."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final String THREADS = "local[2]";

    @Spec
    private CommandSpec command;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "841MB",
            converter = ByteSize.class,
            description = "Bytes of lines: a number and kB, MB, GB, KiB, MiB or GiB; ${DEFAULT-VALUE} by default.")
    private long bytes;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is timed; ${DEFAULT-VALUE} by default.")
    private int pairs;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "How often each runs before that at least, of what has a peer for 10 s and until compilers rest,"
                            + " but for 60 s at most; ${DEFAULT-VALUE} by default, 0 for not at all.")
    private int warmUps;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description = "Which rows, with commas between them; all but memory by default.")
    private List<String> rows;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            required = true,
            description = "Where the data is, or is put; some five times --size are needed.")
    private Path folder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed gives other data; ${DEFAULT-VALUE} by default.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the table is written to, besides standard output.")
    private Path out;

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The later commit of row commits; ${DEFAULT-VALUE} by default.")
    private int commits;

    @Option(
            names = "--feed",
            paramLabel = "N",
            defaultValue = "250000",
            description = "Messages of the feed of row ingest, at most; ${DEFAULT-VALUE} by default.")
    private int feedMessages;

    /** Runs the command and leaves the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(new BenchCommand(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Clock clock = Clock.systemUTC();
        List<BenchRow> chosen = chosen();
        TweetLakes data = TweetLakes.in(folder, new TweetDataOptions(bytes, seed), clock);
        TweetFacts facts = data.facts();
        PrintWriter err = command.commandLine().getErr();
        LongSupplier compiledMillis = ManagementFactory.getCompilationMXBean()::getTotalCompilationTime;
        Stopwatch stopwatch = new Stopwatch(warmUps, pairs, System::nanoTime, compiledMillis, text -> {
            err.println(text);
            err.flush();
        });
        BenchSettings settings = new BenchSettings(
                System.getenv().getOrDefault("PATH", ""),
                Optional.ofNullable(System.getProperty(GlobalOptions.HOME_PROPERTY))
                        .map(Path::of),
                commits,
                feedMessages);
        try (LazySession session = new LazySession(new SparkConfig(THREADS, Map.of()))) {
            Bench bench = new Bench(data, session, stopwatch, settings);
            chosen.forEach(bench::measure);
            print(new ConditionsText(facts, seed, pairs, warmUps, THREADS), bench.outcomes());
            boolean failed = bench.outcomes().stream().anyMatch(Outcome.Failed.class::isInstance);
            return (failed ? ExitCode.FAILED : ExitCode.DONE).code();
        }
    }

    private List<BenchRow> chosen() {
        List<String> known = Rows.all().stream().map(BenchRow::name).toList();
        if (rows == null) {
            return Rows.usual();
        }
        for (String name : rows) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        command.commandLine(),
                        "--rows: there is no row " + name + ", only " + String.join(", ", known));
            }
        }
        return Rows.all().stream().filter(row -> rows.contains(row.name())).toList();
    }

    private void print(ConditionsText conditions, List<Outcome> outcomes) throws IOException {
        String page = conditions.text() + "\n" + MarkdownTable.of(outcomes);
        command.commandLine().getOut().print(page);
        command.commandLine().getOut().flush();
        if (out != null) {
            Files.writeString(out, page);
        }
    }
}

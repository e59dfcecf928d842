package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.compaction.LazySession;
import weir.compaction.StreamBalance;
import weir.lake.LakePlace;
import weir.lake.command.DecisionNeededException;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Progress;
import weir.lake.command.RangeEnd;
import weir.lake.config.WeirConfig;
import weir.lake.coverage.Balance;
import weir.lake.coverage.Finding;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/** {@code bin/lake coverage}: whether the numbers of a stream add up, and when the source was not heard. */
@Command(
        name = "coverage",
        description = "Counts the messages of a stream anew at every place where they can be, and shows by hour whether"
                + " the numbers add up, what the source withheld, and the gaps.",
        footer = {"", "Exits with 3 if the numbers of an hour do not add up."})
final class CoverageCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(
            names = RangeEnd.FROM,
            paramLabel = RangeEnd.TIME,
            description = "First moment of the range, by batch time" + RangeEnd.FORMS
                    + " The range is widened to whole hours.")
    private String from;

    @Mixin
    private RangeEnd end;

    @Option(names = "--json", description = "Prints one JSON document instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        config.stream(stream);
        TimeRange range = end.since(from);
        Balance balance = weigh(config, LakePlace.existing(config), range);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.print(BalanceJson.text(balance));
        } else {
            new BalanceText(balance).lines().forEach(out::println);
        }
        out.flush();
        if (!balance.holds()) {
            throw new DecisionNeededException(problem(balance));
        }
        return ExitCode.DONE.code();
    }

    private Balance weigh(WeirConfig config, LakeFiles files, TimeRange range) throws IOException {
        Clock clock = Clock.systemUTC();
        LakeFiles marks = LakePlace.spools(config, files);
        try (LazySession session = new LazySession(config.spark())) {
            return new StreamBalance(files, marks, session, stream, clock)
                    .of(range, () -> Progress.start("reading " + stream, "manifests", 0, clock));
        }
    }

    private static String problem(Balance balance) {
        long hours = balance.findings().stream().map(Finding::hour).distinct().count();
        return "The numbers of " + balance.stream() + " do not add up in " + hours + (hours == 1 ? " hour" : " hours")
                + "; look at what is named above before you trust what is built on them";
    }
}

package weir.console.filter;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Progress;
import weir.lake.command.TimeOptions;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;
import weir.lake.filter.Clauses;
import weir.lake.filter.Filter;
import weir.lake.history.History;
import weir.lake.history.Piece;
import weir.lake.history.TimeRange;
import weir.lake.raw.Capture;

/** {@code bin/lake filter test}: what another filter would keep and drop. */
@Command(
        name = "test",
        description =
                "Judges a sample of a stream's captured lines by its filter and by another one, and shows what the"
                        + " other one would keep and drop, with rates and examples. Reads raw zone and archive, changes nothing.")
final class FilterTestCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private TimeOptions time;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(names = "--where", paramLabel = "SQL", required = true, description = "The other filter.")
    private String where;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many lines are judged, one of each of as many equal parts (${DEFAULT-VALUE}).")
    private long sample;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which lines of the parts are chosen: the same seed chooses the same (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many lines of each kind are shown (${DEFAULT-VALUE}).")
    private int examples;

    @Option(names = "--json", description = "Prints one JSON document instead.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (sample < 1 || examples < 0) {
            throw new ParameterException(command.commandLine(), "--sample takes 1 or more, --examples 0 or more");
        }
        WeirConfig config = options.load();
        StreamConfig configured = config.stream(stream);
        StreamSpec other = other(configured.spec());
        TimeRange range = time.range();
        History history = new History(LakePlace.existing(config), stream);
        List<Piece> pieces =
                history.select(range, configured.spec(), Clauses.NONE).pieces();
        LineSample lines = new LineSample(history, pieces, sample, seed);
        FilterComparison comparison;
        try (Progress progress =
                Progress.start("filter test " + stream, Progress.BYTES, lines.bytes(), Clock.systemUTC())) {
            comparison = FilterComparison.of(lines, configured.spec(), other, range, examples, progress::advance);
        }
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.print(ComparisonJson.text(comparison));
        } else {
            new ComparisonText(comparison).lines().forEach(out::println);
        }
        if (configured.capture() == Capture.KEPT) {
            command.commandLine()
                    .getErr()
                    .println("capture = kept: what the filter dropped at capture is nowhere, so less is newly kept here"
                            + " than would have been.");
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private StreamSpec other(StreamSpec spec) {
        try {
            StreamSpec other = spec.withFilter(where);
            Filter.of(other.filter(), other.schema());
            return other;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}

package weir.lake.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weir.lake.history.TimeRange;

/** The options of a range of time. A picocli mixin; the command says by which time things lie in it. */
public final class TimeOptions {

    @Option(
            names = RangeEnd.FROM,
            paramLabel = RangeEnd.TIME,
            description = "First moment of the range" + RangeEnd.FORMS)
    private String from;

    @Mixin
    private RangeEnd end;

    /**
     * The range; without a limit where none was given.
     *
     * @throws picocli.CommandLine.ParameterException if there is no such range
     */
    public TimeRange range() {
        return end.since(from);
    }
}

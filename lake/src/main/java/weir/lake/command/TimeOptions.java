package weir.lake.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.history.TimeRange;

/** The options of a range of time. A picocli mixin; the command says by which time things lie in it. */
public final class TimeOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "First moment of the range: 2026-11-22 or 2026-11-22T10:00:00Z (UTC).")
    private String from;

    @Option(names = "--to", paramLabel = "T", description = "First moment behind the range.")
    private String to;

    /**
     * The range; without a limit where none was given.
     *
     * @throws ParameterException if there is no such range
     */
    public TimeRange range() {
        try {
            return TimeRange.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}

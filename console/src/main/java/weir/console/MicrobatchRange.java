package weir.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.history.TimeRange;

/** The options that choose microbatches by their time. */
final class MicrobatchRange {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "First moment of the range, by the time of the microbatch: 2026-11-22 or"
                    + " 2026-11-22T10:00:00Z (UTC).")
    private String from;

    @Option(names = "--to", paramLabel = "T", description = "First moment behind the range.")
    private String to;

    /** Whether there is a limit. */
    boolean given() {
        return from != null || to != null;
    }

    /** The range; without a limit where none was given. */
    TimeRange range() {
        try {
            return TimeRange.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}

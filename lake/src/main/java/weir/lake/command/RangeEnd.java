package weir.lake.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.history.TimeRange;

/**
 * The option of the end of a range of time, and what is made of both ends. A picocli mixin for what has an option of the
 * beginning, whose description says by which time things lie in the range.
 */
public final class RangeEnd {

    /** The option of the beginning. */
    public static final String FROM = "--from";

    /** What stands for a time in the help. */
    public static final String TIME = "T";

    /** How the description of the beginning ends: how a time is written. */
    public static final String FORMS = ": 2026-11-22 or 2026-11-22T10:00:00Z (UTC).";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--to", paramLabel = TIME, description = "First moment behind the range.")
    private String to;

    /** Whether there is an end. */
    public boolean isGiven() {
        return to != null;
    }

    /**
     * The range; without a limit where none was given.
     *
     * @param from the beginning as it was given, or null
     * @throws ParameterException if there is no such range
     */
    public TimeRange since(String from) {
        try {
            return TimeRange.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}

package weir.replay;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.StreamSpec;
import weir.lake.history.TimeRange;

/** The options that say which lines are replayed. */
final class RangeOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "First moment of the range, by event time: 2026-11-22 or 2026-11-22T10:00:00Z (UTC).")
    private String from;

    @Option(names = "--to", paramLabel = "T", description = "First moment behind the range.")
    private String to;

    @Mixin
    private FilterOption filter;

    /** The range; without a limit where none was given. */
    TimeRange range() {
        try {
            return TimeRange.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    /** Whether one of them was given. */
    boolean isGiven() {
        return from != null || to != null || filter.isGiven();
    }

    /** The stream with the filter of {@code --where}, or else with the configured one. */
    StreamSpec filtered(StreamSpec spec, String configured) {
        return filter.applied(spec.withFilter(configured));
    }

    private ParameterException refused(IllegalArgumentException e) {
        return new ParameterException(command.commandLine(), e.getMessage(), e);
    }
}

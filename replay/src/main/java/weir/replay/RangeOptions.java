package weir.replay;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;
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

    @Option(names = "--where", paramLabel = "SQL", description = "Another filter than the configured one.")
    private String where;

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
        return from != null || to != null || where != null;
    }

    /** The stream with the filter of {@code --where}, or else with the configured one. */
    StreamSpec filtered(StreamSpec spec, String configured) {
        try {
            StreamSpec chosen = spec.withFilter(where == null ? configured : where);
            Filter.of(chosen.filter(), chosen.schema());
            return chosen;
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private ParameterException refused(IllegalArgumentException e) {
        return new ParameterException(command.commandLine(), e.getMessage(), e);
    }
}

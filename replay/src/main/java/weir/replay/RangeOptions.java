package weir.replay;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weir.lake.StreamSpec;
import weir.lake.command.RangeEnd;
import weir.lake.history.TimeRange;

/** The options that say which lines are replayed. */
final class RangeOptions {

    @Option(
            names = RangeEnd.FROM,
            paramLabel = RangeEnd.TIME,
            description = "First moment of the range, by event time" + RangeEnd.FORMS)
    private String from;

    @Mixin
    private RangeEnd end;

    @Mixin
    private FilterOption filter;

    /** The range; without a limit where none was given. */
    TimeRange range() {
        return end.since(from);
    }

    /** Whether one of them was given. */
    boolean isGiven() {
        return from != null || end.isGiven() || filter.isGiven();
    }

    /** The stream with the filter of {@code --where}, or else with the configured one. */
    StreamSpec filtered(StreamSpec spec, String configured) {
        return filter.applied(spec.withFilter(configured));
    }
}

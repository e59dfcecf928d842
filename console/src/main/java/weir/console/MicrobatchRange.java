package weir.console;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weir.lake.command.RangeEnd;
import weir.lake.history.TimeRange;

/** The options that choose microbatches by their time. */
final class MicrobatchRange {

    @Option(
            names = RangeEnd.FROM,
            paramLabel = RangeEnd.TIME,
            description = "First moment of the range, by the time of the microbatch" + RangeEnd.FORMS)
    private String from;

    @Mixin
    private RangeEnd end;

    /** Whether there is a limit. */
    boolean given() {
        return from != null || end.isGiven();
    }

    /** The range; without a limit where none was given. */
    TimeRange range() {
        return end.since(from);
    }
}

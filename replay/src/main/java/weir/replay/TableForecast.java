package weir.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.history.History;
import weir.lake.history.PlanFiles;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;

/**
 * What it would take to compute the table of a stream anew, from the lines that finished plans have consumed. Without Spark,
 * whose start takes some seconds more.
 *
 * @param spec the stream with the filter to use
 */
record TableForecast(WeirConfig config, LakeFiles files, StreamSpec spec) {

    /** Says what would be read and kept, and the gaps. */
    void print(PrintWriter out) throws IOException {
        History history = new History(files, spec.name());
        Extraction extraction = new Extraction(history, spec, TimeRange.ALL);
        Forecast.of(selection(history), extraction.counting(), System::nanoTime)
                .lines(spec.name() + " where " + spec.filter())
                .forEach(out::println);
        gaps().lines().forEach(out::println);
        out.println("Nothing was written.");
    }

    /** How many lines would be read: all to judge them, then all that may be kept. */
    long readLines() throws IOException {
        return 2 * selection(new History(files, spec.name())).capturedLines();
    }

    /** Every line, as each has to be counted as something. */
    private Selection selection(History history) throws IOException {
        return history.selectConsumed(
                TimeRange.ALL, spec, Clauses.NONE, new PlanFiles(files, spec.name()).newestFinished());
    }

    /** Refuses to go on where messages may be missing. */
    void requireCoverage() throws IOException {
        RangeGaps.requireNone(List.of(gaps()));
    }

    private RangeGaps gaps() throws IOException {
        return RangeGaps.of(config, files, spec.name(), TimeRange.ALL);
    }
}

package weir.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
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

    /** All lines are read to judge them, then all that may be kept. */
    private static final int PASSES = 2;

    /** Says what would be read and kept, and the gaps. */
    void print(PrintWriter out) throws IOException {
        History history = new History(files, spec.name());
        Forecast.of(selection(history), counting(history), System::nanoTime)
                .inPasses(PASSES)
                .lines(spec.name() + " where " + spec.filter())
                .forEach(out::println);
        gaps().lines().forEach(out::println);
        out.println("Nothing was written.");
    }

    /** Says how many lines of a piece would be kept; every line is read with all its columns, as it will be. */
    private Forecast.Counting counting(History history) throws IOException {
        LineReader reader = LineReader.of(spec, spec.schema().columnNames(), history.deletions(spec));
        return piece -> {
            long kept = 0;
            try (HistoryCursor cursor = history.open(piece)) {
                while (cursor.next()) {
                    if (reader.read(cursor.buffer(), cursor.offset(), cursor.length()) == Verdict.KEPT) {
                        kept++;
                    }
                }
            }
            return kept;
        };
    }

    /** How many lines would be read. */
    long readLines() throws IOException {
        return passed(selection(new History(files, spec.name())).capturedLines());
    }

    /** How often lines are read that are computed. */
    long passed(long computed) {
        return PASSES * computed;
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

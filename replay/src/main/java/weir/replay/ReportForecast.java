package weir.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.history.History;
import weir.lake.history.Piece;
import weir.lake.history.PlanFiles;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;
import weir.report.ReportDefinition;

/**
 * What it would take to compute a report anew, from the lines that finished plans have archived. Without Spark, whose start
 * takes some seconds more.
 */
record ReportForecast(WeirConfig config, LakeFiles files, ReportDefinition definition, TimeRange range) {

    /** Says for each stream what would be read and kept, and the gaps. */
    void print(PrintWriter out) throws IOException {
        for (StreamSpec spec : definition.streams()) {
            History history = new History(files, spec.name());
            Extraction extraction = new Extraction(history, spec, range);
            Selection selection = history.selectArchived(
                    range, spec, extraction.clauses(), new PlanFiles(files, spec.name()).newestFinished());
            Forecast.of(selection, extraction.counting(), System::nanoTime)
                    .lines(spec.name() + " where " + spec.filter())
                    .forEach(out::println);
            RangeGaps.of(config, files, spec.name(), range).lines().forEach(out::println);
        }
        out.println("Nothing was written.");
    }

    /** The same of a part of the range. */
    ReportForecast within(TimeRange part) {
        return new ReportForecast(config, files, definition, part);
    }

    /** How many lines would be read. */
    long lines() throws IOException {
        long lines = 0;
        for (StreamSpec spec : definition.streams()) {
            for (Piece piece : selection(new History(files, spec.name()), spec).pieces()) {
                lines += piece.lines();
            }
        }
        return lines;
    }

    private Selection selection(History history, StreamSpec spec) throws IOException {
        return history.selectArchived(
                range, spec, Clauses.of(spec), new PlanFiles(files, spec.name()).newestFinished());
    }

    /** Refuses to go on where messages may be missing. */
    void requireCoverage() throws IOException {
        List<RangeGaps> gaps = new ArrayList<>();
        for (StreamSpec spec : definition.streams()) {
            gaps.add(RangeGaps.of(config, files, spec.name(), range));
        }
        RangeGaps.requireNone(gaps);
    }
}

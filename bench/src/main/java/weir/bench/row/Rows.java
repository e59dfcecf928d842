package weir.bench.row;

import java.util.List;

/** All rows, in the order of the table. */
public final class Rows {

    private Rows() {}

    /** The rows. */
    public static List<BenchRow> all() {
        return List.of(
                new ReplayRow(),
                new ArchiveRow(),
                new ReportRow(),
                new CompactionRow(),
                new SmallFilesRow(),
                new CommitsRow(),
                new IngestRow(),
                new LatencyRow(),
                new WorstCaseRow(),
                new ColdStartRow());
    }
}

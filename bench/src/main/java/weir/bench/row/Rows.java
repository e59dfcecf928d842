package weir.bench.row;

import java.util.ArrayList;
import java.util.List;

/** All rows, in the order of the table. */
public final class Rows {

    private Rows() {}

    /** The rows. */
    public static List<BenchRow> all() {
        List<BenchRow> all = new ArrayList<>(usual());
        all.add(new MemoryRow());
        return all;
    }

    /** Those that need not be asked for: not the one that makes 100,000 microbatches first. */
    public static List<BenchRow> usual() {
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

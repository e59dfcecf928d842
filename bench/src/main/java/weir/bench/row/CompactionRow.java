package weir.bench.row;

import java.nio.file.Path;
import java.util.Optional;

import weir.bench.data.Layout;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Contender;
import weir.bench.measure.Goal;
import weir.bench.peer.Compaction;
import weir.bench.peer.CompactionToTable;
import weir.bench.peer.DuckDbAndArchive;
import weir.bench.peer.DuckDbToParquet;
import weir.bench.peer.JsonToDelta;
import weir.bench.peer.StreamingToDelta;
import weir.bench.peer.Tool;

/** Compaction of all that waits, against others that make a table of the same twelve columns. */
final class CompactionRow implements BenchRow {

    private static final String TO_TABLE = "a backlog to a table, 12 columns";
    private static final String WHOLE = "the same, and its raw files to an archive";
    private static final long MOST_BYTES = 1 << 30; // of one plan
    private static final double FASTER_THAN_SPARK = 4;
    private static final double TIMES_DUCKDB = 1.5;

    @Override
    public String name() {
        return "compaction";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        Path lake = data.lake(Layout.MICROBATCHES);
        Contender whole = new Compaction("weir compaction (table, coverage, archive)", data, lake, bench::spark);
        if (data.facts().bytes() < MOST_BYTES) {
            Contender table = new CompactionToTable("weir compaction, its table", data, lake, bench::spark);
            compare(bench, TO_TABLE, table, spark(bench, lake), Goal.atLeastTimesFaster(FASTER_THAN_SPARK));
            compare(bench, TO_TABLE, table, duckDb(bench, lake), Goal.atMostTimesThePeer(TIMES_DUCKDB));
        } else {
            bench.missing(name(), TO_TABLE, "measured with data of less than 1 GiB, which is one plan");
        }
        compare(bench, WHOLE, whole, spark(bench, lake), Goal.none());
        compare(bench, WHOLE, whole, duckDb(bench, lake), Goal.none());
        Optional<Path> zstd = bench.tool(Tool.ZSTD);
        if (zstd.isPresent()) {
            compare(bench, WHOLE, whole, new DuckDbAndArchive(data, lake, zstd.get()), Goal.none());
        } else {
            bench.missing(name(), WHOLE, Tool.ZSTD.missing());
        }
        compare(bench, WHOLE, whole, new StreamingToDelta(data, lake, bench::spark), Goal.none());
    }

    private static Contender spark(Bench bench, Path lake) {
        return new JsonToDelta(bench.data(), lake, bench::spark);
    }

    private static Contender duckDb(Bench bench, Path lake) {
        return new DuckDbToParquet(bench.data(), lake);
    }

    private void compare(Bench bench, String work, Contender ours, Contender peer, Goal goal) {
        bench.compare(new Comparison(name(), work, ours, peer, goal));
    }
}

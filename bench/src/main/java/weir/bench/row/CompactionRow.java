package weir.bench.row;

import java.nio.file.Path;
import java.util.Optional;

import weir.bench.data.Layout;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Contender;
import weir.bench.measure.Goal;
import weir.bench.peer.Compaction;
import weir.bench.peer.DuckDbAndArchive;
import weir.bench.peer.DuckDbToParquet;
import weir.bench.peer.JsonToDelta;
import weir.bench.peer.StreamingToDelta;
import weir.bench.peer.Tool;

/** Compaction of all that waits, against others that make a table of the same twelve columns. */
final class CompactionRow implements BenchRow {

    private static final String WORK = "a backlog to a table, 12 columns";
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
        Contender ours = new Compaction("weir compaction (table, archive, coverage)", data, lake, bench::spark);
        compare(bench, ours, new JsonToDelta(data, lake, bench::spark), Goal.atLeastTimesFaster(FASTER_THAN_SPARK));
        compare(bench, ours, new DuckDbToParquet(data, lake), Goal.atMostTimesThePeer(TIMES_DUCKDB));
        Optional<Path> zstd = bench.tool(Tool.ZSTD);
        if (zstd.isPresent()) {
            compare(bench, ours, new DuckDbAndArchive(data, lake, zstd.get()), Goal.none());
        } else {
            bench.missing(name(), WORK, Tool.ZSTD.missing());
        }
        compare(bench, ours, new StreamingToDelta(data, lake, bench::spark), Goal.none());
    }

    private void compare(Bench bench, Contender ours, Contender peer, Goal goal) {
        bench.compare(new Comparison(name(), WORK, ours, peer, goal));
    }
}

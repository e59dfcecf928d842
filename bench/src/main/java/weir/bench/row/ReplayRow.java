package weir.bench.row;

import java.nio.file.Path;
import java.util.Optional;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.Planted;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Extract;
import weir.bench.peer.Pipeline;
import weir.bench.peer.SparkQuery;
import weir.bench.peer.Tool;
import weir.bench.peer.TweetJson;

/** Replay with a selective filter over the plain files of the raw zone. */
final class ReplayRow implements BenchRow {

    private static final double TIMES_RIPGREP = 1.33;
    private static final double FASTER_THAN_JSON = 15;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        Needle needle = Needles.SELECTIVE;
        Planted planted = bench.data().facts().of(needle);
        Path lake = bench.data().lake(Layout.MICROBATCHES);
        String work = needle.share() + " selected, plain files";
        Extract ours =
                new Extract("weir extract", lake, bench.data().spec().withFilter(needle.predicate()), planted.total());

        Optional<Path> ripgrep = bench.tool(Tool.RIPGREP);
        if (ripgrep.isPresent()) {
            Pipeline peer = Pipeline.ripgrep(
                    "rg -c -F (sees no escapes)",
                    ripgrep.get(),
                    needle.tag(),
                    TweetJson.rawZone(lake, TweetLakes.STREAM),
                    planted.plain());
            bench.compare(new Comparison(name(), work, ours, peer, Goal.atMostTimesThePeer(TIMES_RIPGREP)));
        } else {
            bench.missing(name(), work, Tool.RIPGREP.missing());
        }
        SparkQuery json = SparkQuery.count(
                "Spark read.schema.json, where, count",
                () -> TweetJson.read(bench.spark(), lake, TweetLakes.STREAM).where(needle.predicate()),
                planted.total());
        bench.compare(new Comparison(name(), work, ours, json, Goal.atLeastTimesFaster(FASTER_THAN_JSON)));
        SparkQuery text = SparkQuery.count(
                "Spark read.text, contains, count (sees no escapes)",
                () -> TweetJson.text(bench.spark(), lake, TweetLakes.STREAM)
                        .where("contains(value, '" + needle.tag() + "')"),
                planted.plain());
        bench.compare(new Comparison(name(), work, ours, text, Goal.none()));
    }
}

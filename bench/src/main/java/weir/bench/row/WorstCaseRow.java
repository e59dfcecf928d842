package weir.bench.row;

import java.nio.file.Path;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.TweetFacts;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Extract;
import weir.bench.peer.SparkQuery;
import weir.bench.peer.TweetJson;
import weir.lake.StreamSpec;

/** Where needles help nobody: a predicate that has none, and one whose needle stands in every line. */
final class WorstCaseRow implements BenchRow {

    /** A negation: what a matching line must not contain is no needle. */
    private static final String NO_NEEDLE = "NOT text LIKE '%" + Needle.ABSENT + "%'";

    @Override
    public String name() {
        return "worst";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        Path lake = data.lake(Layout.MICROBATCHES);
        TweetFacts facts = data.facts();
        StreamSpec spec = data.spec();
        Extract without = new Extract("weir extract without needles", lake, spec.withFilter(NO_NEEDLE), facts.lines());
        bench.compare(new Comparison(
                name(),
                "a predicate without needles, 100 % selected",
                without,
                new Extract("weir extract, filter true", lake, spec.withFilter("true"), facts.lines()),
                Goal.none()));
        SparkQuery json = SparkQuery.count(
                "Spark read.schema.json, where, count",
                () -> TweetJson.read(bench.spark(), lake, TweetLakes.STREAM).where(NO_NEEDLE),
                facts.lines());
        bench.compare(new Comparison(
                name(), "a predicate without needles, 100 % selected", without, json, Goal.atLeastTimesFaster(1)));
        Needle all = Needles.ALL;
        bench.compare(new Comparison(
                name(),
                "a needle in every line",
                new Extract(
                        "weir extract with a needle",
                        lake,
                        spec.withFilter(all.predicate()),
                        facts.of(all).total()),
                without,
                Goal.atMostTimesThePeer(1)));
    }
}

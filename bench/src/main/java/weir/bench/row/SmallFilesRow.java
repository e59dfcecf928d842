package weir.bench.row;

import java.nio.file.Path;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.TweetFacts;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Compaction;
import weir.bench.peer.Extract;
import weir.lake.StreamSpec;

/** What small files cost: the same lines in many files and in few, both read by Weir. */
final class SmallFilesRow implements BenchRow {

    private static final int MANY = 10_000;
    private static final int FEW = 40;
    private static final double TIMES_FEW = 1.3;

    @Override
    public String name() {
        return "small-files";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        TweetFacts facts = data.facts();
        Path many = data.lake(Layout.ofParts(MANY, facts.bytes()));
        Path few = data.lake(Layout.ofParts(FEW, facts.bytes()));
        Needle needle = Needles.SELECTIVE;
        StreamSpec spec = data.spec().withFilter(needle.predicate());
        long expected = facts.of(needle).total();
        Goal goal = Goal.atMostTimesThePeer(TIMES_FEW);
        bench.compare(new Comparison(
                name(),
                "replay, " + needle.share() + " selected",
                new Extract("weir extract, some 10,000 files", many, spec, expected),
                new Extract("weir extract, some 40 files", few, spec, expected),
                goal));
        bench.compare(new Comparison(
                name(),
                "compaction",
                new Compaction("weir compaction, some 10,000 files", data, many, bench::spark),
                new Compaction("weir compaction, some 40 files", data, few, bench::spark),
                goal));
    }
}

package weir.bench.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.Planted;
import weir.bench.data.TweetFacts;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Compaction;
import weir.bench.peer.Extract;
import weir.bench.peer.Pipeline;
import weir.bench.peer.Tool;
import weir.bench.peer.TweetJson;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** What small files cost: the same lines in many files and in few, both read by Weir, and both by ripgrep. */
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
        Goal goal = Goal.atMostTimesThePeer(TIMES_FEW);
        Needle needle = Needles.SELECTIVE;
        Planted planted = facts.of(needle);
        StreamSpec spec = data.spec().withFilter(needle.predicate());
        String replay = "replay, " + needle.share() + " selected";
        bench.compare(new Comparison(
                name(),
                replay,
                new Extract("weir extract, " + files(many), many, spec, planted.total()),
                new Extract("weir extract, " + files(few), few, spec, planted.total()),
                goal));
        Optional<Path> ripgrep = bench.tool(Tool.RIPGREP);
        if (ripgrep.isPresent()) {
            bench.compare(new Comparison(
                    name(),
                    replay,
                    search(ripgrep.get(), many, needle, planted),
                    search(ripgrep.get(), few, needle, planted),
                    Goal.none()));
        } else {
            bench.missing(name(), replay, Tool.RIPGREP.missing());
        }
        bench.compare(new Comparison(
                name(),
                "compaction",
                new Compaction("weir compaction, " + files(many), data, many, bench::spark),
                new Compaction("weir compaction, " + files(few), data, few, bench::spark),
                goal));
    }

    private static Pipeline search(Path ripgrep, Path lake, Needle needle, Planted planted) throws IOException {
        return Pipeline.ripgrep(
                "rg -c -F, " + files(lake),
                ripgrep,
                needle.tag(),
                TweetJson.rawZone(lake, TweetLakes.STREAM),
                planted.plain());
    }

    /** How many files there really are: a small lake has not as many as were asked for. */
    private static String files(Path lake) throws IOException {
        RawZone raw = new RawZone(LakeFiles.of(lake.toString()), TweetLakes.STREAM);
        long parts = 0;
        for (Microbatch microbatch : raw.committed()) {
            parts += raw.manifest(microbatch).parts().size();
        }
        return parts + " files";
    }
}

package weir.bench.row;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.Planted;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Extract;
import weir.bench.peer.Pipeline;
import weir.bench.peer.Tool;
import weir.lake.StreamSpec;

/** Replay with a selective filter over the archive, and one for a value of the key, whose frames the indexes exclude. */
final class ArchiveRow implements BenchRow {

    private static final double FASTER = 1;
    private static final double FASTER_WITH_INDEX = 8;

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        ArchivedLake lake = ArchivedLake.of(bench);
        StreamSpec spec = bench.data().spec();
        Needle needle = Needles.SELECTIVE;
        Planted planted = bench.data().facts().of(needle);
        Extract selective =
                new Extract("weir extract", lake.root(), spec.withFilter(needle.predicate()), planted.total());
        compare(
                bench,
                needle.share() + " selected, archive",
                selective,
                needle.tag(),
                planted.plain(),
                Goal.atLeastTimesFaster(FASTER));
        long id = bench.data().facts().oneId();
        Extract one = new Extract("weir extract", lake.root(), spec.withFilter("id = " + id), 1);
        compare(
                bench,
                "one id, archive, index of the key",
                one,
                "\"id\":" + id + ",",
                1,
                Goal.atLeastTimesFaster(FASTER_WITH_INDEX));
    }

    private void compare(Bench bench, String work, Extract ours, String text, long expected, Goal goal)
            throws Exception {
        Optional<Path> zstd = bench.tool(Tool.ZSTD);
        Optional<Path> ripgrep = bench.tool(Tool.RIPGREP);
        if (zstd.isEmpty() || ripgrep.isEmpty()) {
            bench.missing(name(), work, (zstd.isEmpty() ? Tool.ZSTD : Tool.RIPGREP).missing());
            return;
        }
        List<String> decompress = Stream.concat(
                        Stream.of(zstd.get().toString(), "-d", "-c", "-q"), ArchivedLake.of(bench).segments().stream())
                .toList();
        Pipeline peer = new Pipeline(
                "zstd -dc | rg -c -F (sees no escapes)",
                List.of(decompress, Pipeline.count(ripgrep.get().toString(), text, List.of())),
                expected);
        bench.compare(new Comparison(name(), work, ours, peer, goal));
    }
}

package weir.bench.row;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.TweetLakes;
import weir.bench.peer.ColdStart;

/** How long a person waits for the first line of a replay of the archive. */
final class ColdStartRow implements BenchRow {

    private static final double LIMIT_SECONDS = 2.5;

    @Override
    public String name() {
        return "cold-start";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        Needle needle = Needles.SELECTIVE;
        String work = "from the command to the first line, " + needle.share() + " selected, archive";
        Optional<Path> replay = bench.settings().home().map(home -> home.resolve("bin/replay"));
        if (replay.filter(Files::isExecutable).isEmpty()) {
            bench.missing(name(), work, "there is no bin/replay; start it with bench/run");
            return;
        }
        Path lake = ArchivedLake.of(bench).root();
        bench.alone(
                name(),
                work,
                new ColdStart(replay.get(), bench.data().configuration(), lake, TweetLakes.STREAM, needle.tag()),
                LIMIT_SECONDS);
    }
}

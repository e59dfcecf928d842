package weir.bench.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;
import weir.bench.measure.Goal;
import weir.bench.measure.Outcome;
import weir.bench.measure.Spread;
import weir.bench.measure.Stopwatch;
import weir.bench.measure.WrongAnswerException;
import weir.compaction.CompactionService;
import weir.compaction.Result;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * What a compaction costs that has little or nothing to do: commits of one small microbatch each, late ones against early ones of
 * a younger lake, in turn, and a look that finds nothing.
 */
final class CommitsRow implements BenchRow {

    private static final int EARLY = 10;
    private static final double TIMES_EARLY = 1.2;
    private static final double IDLE_SECONDS = 0.5;
    private static final double NANOS = 1e9;
    private static final int BETWEEN_WORDS = 100;

    @Override
    public String name() {
        return "commits";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        int rounds = bench.stopwatch().rounds();
        int late = bench.settings().commits();
        String work = "a commit of one small microbatch";
        if (late < EARLY + rounds) {
            bench.missing(name(), work, "--commits must be at least " + (EARLY + rounds));
            return;
        }
        int commits = late + rounds - 1;
        Path source = bench.data().lakeOfSmallMicrobatches(commits);
        try (Commits old = Commits.into("commits", source, bench)) {
            bench.record(name(), work, () -> {
                old.skip(late - 1);
                try (Commits young = Commits.into("early-commits", source, bench)) {
                    young.skip(EARLY - 1);
                    return inTurn(work, rounds, old, young);
                }
            });
            bench.alone(name(), "an idle tick, after " + commits + " commits", new IdleTick(old.service), IDLE_SECONDS);
        }
    }

    private Outcome inTurn(String work, int rounds, Commits old, Commits young) throws Exception {
        Outcome.Names names = new Outcome.Names(
                "weir, from commit " + (old.done + 1) + " on", "weir, from commit " + (young.done + 1) + " on");
        Goal goal = Goal.atMostTimesThePeer(TIMES_EARLY);
        List<Double> late = new ArrayList<>();
        List<Double> early = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            late.add(old.next());
            early.add(young.next());
            ratios.add(goal.ratio(late.get(round), early.get(round)));
        }
        return new Outcome.Measured(name(), work, names, Spread.of(late), Spread.of(early), Spread.of(ratios), goal);
    }

    /** A lake into which one microbatch after the other is put and compacted. */
    private static final class Commits implements AutoCloseable {

        private final Path source;
        private final Path lake;
        private final RawZone raw;
        private final List<Microbatch> microbatches;
        private final CompactionService service;
        private final Stopwatch stopwatch;
        private int done;

        private Commits(Path source, Path lake, CompactionService service, Stopwatch stopwatch) throws IOException {
            this.source = source;
            this.lake = lake;
            this.raw = new RawZone(LakeFiles.of(source.toString()), TweetLakes.STREAM);
            this.microbatches = raw.committed();
            this.service = service;
            this.stopwatch = stopwatch;
        }

        static Commits into(String place, Path source, Bench bench) throws IOException {
            Path lake = bench.data().emptyPlace(place);
            CompactionService service =
                    CompactionService.open(bench.data().configuration(lake), List.of(TweetLakes.STREAM), bench::spark);
            return new Commits(source, lake, service, bench.stopwatch());
        }

        void skip(int commits) throws IOException, WrongAnswerException {
            double seconds = 0;
            for (int i = 1; i <= commits; i++) {
                seconds = next();
                if (i % BETWEEN_WORDS == 0) {
                    stopwatch.tell(
                            String.format(Locale.ROOT, "commits: %d of %d, the last in %.3f s", i, commits, seconds));
                }
            }
        }

        /** @return how many seconds the commit took */
        double next() throws IOException, WrongAnswerException {
            Microbatch microbatch = microbatches.get(done);
            TweetLakes.link(microbatch, source, lake);
            long begun = System.nanoTime();
            List<Result> results = service.compact().results();
            double seconds = (System.nanoTime() - begun) / NANOS;
            requireRows(results, raw.manifest(microbatch));
            done++;
            return seconds;
        }

        private static void requireRows(List<Result> results, Manifest manifest) throws WrongAnswerException {
            long rows = results.stream().mapToLong(Result::rows).sum();
            if (results.size() != 1 || rows != manifest.lines()) {
                throw new WrongAnswerException("A commit has written " + rows + " rows in " + results.size()
                        + " plans for " + manifest.lines() + " lines");
            }
        }

        @Override
        public void close() throws IOException {
            service.close();
        }
    }

    /** A look at a lake in which nothing waits. */
    private static final class IdleTick implements Contender {

        private final CompactionService service;
        private int results;

        IdleTick(CompactionService service) {
            this.service = service;
        }

        @Override
        public String name() {
            return "weir compaction";
        }

        @Override
        public void run() throws IOException {
            results = service.compact().results().size();
        }

        @Override
        public String answer() {
            return results + " plans";
        }

        @Override
        public Optional<String> expected() {
            return Optional.of("0 plans");
        }
    }
}

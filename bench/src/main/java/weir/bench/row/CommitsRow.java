package weir.bench.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;
import weir.bench.measure.Goal;
import weir.bench.measure.Outcome;
import weir.bench.measure.Spread;
import weir.bench.measure.WrongAnswerException;
import weir.compaction.CompactionService;
import weir.compaction.Result;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * What a compaction costs that has little or nothing to do: commits of one small microbatch each, early ones against late
 * ones, and a look that finds nothing.
 */
final class CommitsRow implements BenchRow {

    private static final int EARLY = 10;
    private static final double TIMES_EARLY = 1.2;
    private static final double IDLE_SECONDS = 0.5;
    private static final double NANOS = 1e9;

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
        TweetLakes data = bench.data();
        Path source = data.lakeOfSmallMicrobatches(commits);
        Path lake = data.emptyPlace("commits");
        try (CompactionService service =
                CompactionService.open(data.configuration(lake), List.of(TweetLakes.STREAM), bench::spark)) {
            bench.record(name(), work, () -> {
                List<Double> times = commit(service, source, lake, commits);
                List<Double> ours = times.subList(late - 1, commits);
                List<Double> early = times.subList(EARLY - 1, EARLY - 1 + rounds);
                return outcome(work, late, ours, early);
            });
            bench.alone(name(), "an idle tick, after " + commits + " commits", new IdleTick(service), IDLE_SECONDS);
        }
    }

    private static List<Double> commit(CompactionService service, Path source, Path lake, int commits)
            throws IOException, WrongAnswerException {
        RawZone raw = new RawZone(LakeFiles.of(source.toString()), TweetLakes.STREAM);
        List<Double> times = new ArrayList<>();
        for (Microbatch microbatch : raw.committed().subList(0, commits)) {
            TweetLakes.link(microbatch, source, lake);
            long begun = System.nanoTime();
            List<Result> results = service.compact().results();
            times.add((System.nanoTime() - begun) / NANOS);
            requireRows(results, raw.manifest(microbatch));
        }
        return times;
    }

    private static void requireRows(List<Result> results, Manifest manifest) throws WrongAnswerException {
        long rows = results.stream().mapToLong(Result::rows).sum();
        if (results.size() != 1 || rows != manifest.lines()) {
            throw new WrongAnswerException("A commit has written " + rows + " rows in " + results.size() + " plans for "
                    + manifest.lines() + " lines");
        }
    }

    private Outcome outcome(String work, int late, List<Double> ours, List<Double> early) {
        Goal goal = Goal.atMostTimesThePeer(TIMES_EARLY);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(goal.ratio(ours.get(i), early.get(i)));
        }
        Outcome.Names names =
                new Outcome.Names("weir, from commit " + late + " on", "weir, from commit " + EARLY + " on");
        return new Outcome.Measured(name(), work, names, Spread.of(ours), Spread.of(early), Spread.of(ratios), goal);
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

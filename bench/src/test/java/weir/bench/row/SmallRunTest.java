package weir.bench.row;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.bench.data.TweetDataOptions;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Outcome;
import weir.bench.measure.Stopwatch;
import weir.compaction.LazySession;
import weir.lake.config.SparkConfig;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("spark")
class SmallRunTest {

    private static final long BYTES = 4_000_000;

    @TempDir
    private Path folder;

    @Test
    void givesTheSameAnswersOnBothSides() throws Exception {
        TweetLakes data = TweetLakes.in(folder, new TweetDataOptions(BYTES, 1), Clock.systemUTC());
        BenchSettings settings = new BenchSettings(System.getenv().getOrDefault("PATH", ""), Optional.empty(), 0, 0);

        try (LazySession session = new LazySession(new SparkConfig("local[2]", Map.of()))) {
            Bench bench =
                    new Bench(data, session, new Stopwatch(0, 1, System::nanoTime, () -> 0, text -> {}), settings);
            List.of(new ReplayRow(), new ArchiveRow(), new ReportRow()).forEach(bench::measure);

            assertThat(bench.outcomes()).hasSize(8).doesNotHaveAnyElementsOfTypes(Outcome.Failed.class);
            assertThat(bench.outcomes().stream().filter(Outcome.Measured.class::isInstance))
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void needsTheCommandsToSeeWhatMemoryTheyTake() throws Exception {
        TweetLakes data = TweetLakes.in(folder, new TweetDataOptions(100_000, 1), Clock.systemUTC());
        BenchSettings settings = new BenchSettings("", Optional.of(folder.resolve("nowhere")), 0, 0);
        Bench bench = new Bench(data, () -> null, new Stopwatch(0, 1, System::nanoTime, () -> 0, text -> {}), settings);

        bench.measure(new MemoryRow());

        assertThat(bench.outcomes())
                .containsExactly(new Outcome.Missing(
                        "memory", "commands with a small heap", "there is no bin/; start it with bench/run"));
    }

    @Test
    void saysWhichToolIsMissing() throws Exception {
        TweetLakes data = TweetLakes.in(folder, new TweetDataOptions(100_000, 1), Clock.systemUTC());
        BenchSettings settings = new BenchSettings("", Optional.empty(), 0, 0);
        Bench bench = new Bench(
                data,
                () -> {
                    throw new IllegalStateException("no Spark here");
                },
                new Stopwatch(0, 1, System::nanoTime, () -> 0, text -> {}),
                settings);

        bench.measure(new ReplayRow());

        assertThat(bench.outcomes().get(0))
                .isEqualTo(new Outcome.Missing("replay", "0.1 % selected, plain files", "there is no rg on the PATH"));
        assertThat(bench.outcomes().get(1))
                .isEqualTo(new Outcome.Failed("replay", "0.1 % selected, plain files", "no Spark here"));
    }
}

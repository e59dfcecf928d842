package weir.console.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution;
import weir.console.Distribution.Running;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checker that finds nothing wrong with Weir looks at the pipeline of Spark's own parts, which is killed in the same
 * way: it sees what is lost there. {@code -Dspark.kills=N} kills more often.
 */
@Tag("kills")
class SparkPipelineIT {

    private static final int KILLS = Rounds.of("spark.kills", 4, 20);
    private static final long MESSAGES_PER_SECOND = 1_500;
    private static final Duration LIFE = Duration.ofMillis(2_500);
    private static final Duration LIMIT = Duration.ofSeconds(60L * (KILLS + 1));

    @TempDir
    private Path folder;

    private Distribution distribution;

    @Test
    void losesMessagesWithoutATrace() throws IOException, InterruptedException {
        long seed = Seed.printed("Spark's own parts");
        SplittableRandom random = new SplittableRandom(seed);
        NumberedMessages messages = new NumberedMessages(seed);
        distribution = new Distribution(folder);
        Files.createDirectories(folder.resolve("spark/text"));
        try (NumberedFeed toSpark = NumberedFeed.start(messages, MESSAGES_PER_SECOND);
                NumberedFeed toWeir = NumberedFeed.start(messages, MESSAGES_PER_SECOND)) {
            KillableJob job = KillableJob.of(folder, toWeir.baseUrl());
            Together.run(
                    LIMIT,
                    List.of(
                            () -> live(() -> spark(toSpark), SparkPipelineIT::hasWritten, random.split()),
                            () -> live(job::ingest, KillableJob::hasCommitted, random.split())));
            Findings ofSpark =
                    new Checker(toSpark).check(new TextFiles(folder.resolve("spark/text")), Optional.empty());
            Findings ofWeir = new Checker(toWeir).check(job.captured("tweets"), Optional.empty());
            new Report("Capture killed " + KILLS + " times, seed " + seed)
                    .put("Spark's own parts", ofSpark.figures())
                    .put("weir", ofWeir.figures())
                    .print();
            assertThat(ofSpark.captured()).isPositive();
            assertThat(ofSpark.unexplained())
                    .as("runs of messages that are silently lost")
                    .isNotEmpty();
            assertThat(ofWeir.unexplained()).isEmpty();
            assertThat(ofWeir.duplicates() + ofWeir.altered()).isZero();
        }
    }

    /** Dies a few times, and ends cleanly then. */
    private static void live(Supplier<Running> start, Predicate<Running> works, SplittableRandom random) {
        Victim victim = new Victim(start, List.of(works, works, works), Victim.mustNotEnd(), random, LIFE);
        victim.die(() -> victim.kills() >= KILLS);
        try (Running last = start.get()) {
            Distribution.await(last, "a batch", () -> works.test(last));
            last.terminate();
        }
    }

    private Running spark(NumberedFeed feed) {
        return distribution.startMain(
                SparkPipeline.class,
                feed.baseUrl() + "statuses/sample.json",
                folder.resolve("spark").toString(),
                String.valueOf(KillableJob.BATCH_INTERVAL.toMillis()));
    }

    private static boolean hasWritten(Running spark) {
        return spark.out().contains(SparkPipeline.WRITTEN);
    }
}

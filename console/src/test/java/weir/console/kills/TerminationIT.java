package weir.console.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution;
import weir.console.Distribution.Running;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ingest gets SIGTERM at random moments while the source sends as fast as it can. It ends with 0, within a batch interval
 * and five seconds, and nothing is missing but what lies between two of its lives. {@code -Dterms=200} asks more often.
 */
@Tag("kills")
class TerminationIT {

    private static final int TERMS = Rounds.of("terms", 6, 200);
    private static final long MORE_THAN_ANYBODY_TAKES = 400_000;
    private static final long MOMENT_MILLIS = 1_500;
    private static final Duration LIMIT = KillableJob.BATCH_INTERVAL.plusSeconds(5);

    @TempDir
    private Path folder;

    private final List<Long> millis = new ArrayList<>();

    @Test
    void endsInTimeAndLosesNothing() throws IOException {
        long seed = Seed.printed("termination");
        SplittableRandom random = new SplittableRandom(seed);
        try (NumberedFeed feed = NumberedFeed.start(new NumberedMessages(seed), MORE_THAN_ANYBODY_TAKES)) {
            KillableJob job = KillableJob.of(folder, feed.baseUrl());
            for (int i = 0; i < TERMS; i++) {
                terminate(job, Duration.ofMillis(random.nextLong(MOMENT_MILLIS)));
            }
            CapturedLake lake = job.captured("tweets");
            Findings found = new Checker(feed).check(lake, Optional.empty());
            new Report("SIGTERM at full rate, seed " + seed)
                    .put("weir", found.figures())
                    .put("weir", lake.gapsByCause())
                    .put("weir", times())
                    .print();
            verify(found, lake);
        }
    }

    private void terminate(KillableJob job, Duration moment) {
        try (Running ingest = job.ingest()) {
            Distribution.await(ingest, "a microbatch", () -> KillableJob.hasCommitted(ingest));
            assertThat(ingest.endsWithin(moment)).as("has ended by itself").isFalse();
            long begun = System.nanoTime();
            assertThat(ingest.terminate()).as(ingest.err()).isZero();
            millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(ingest.err()).doesNotContain("ERROR FailedBatch");
        }
    }

    private Map<String, Object> times() {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("SIGTERMs", sorted.size());
        times.put("ms until the end, shortest", sorted.get(0));
        times.put("ms until the end, median", sorted.get(sorted.size() / 2));
        times.put("ms until the end, 9 of 10", sorted.get((sorted.size() * 9 - 1) / 10));
        times.put("ms until the end, longest", sorted.get(sorted.size() - 1));
        return times;
    }

    private void verify(Findings found, CapturedLake lake) {
        assertThat(found.contradictions()).isEmpty();
        assertThat(found.unexplained())
                .as("runs of missing messages that no gap explains")
                .isEmpty();
        assertThat(found.runs()).as("runs of missing messages").isLessThan(TERMS);
        // one that is told to end after it has committed what the spool held, and before it hears the source, makes no
        // gap of its own: the one before it goes on
        assertThat(lake.gaps()).allMatch(gap -> gap.cause().equals("stopped")).hasSizeBetween(TERMS / 2, TERMS - 1);
        assertThat(found.duplicates()).as("duplicates").isZero();
        assertThat(found.altered()).as("altered").isZero();
        assertThat(found.outOfOrder()).as("out of order").isZero();
        assertThat(millis).allMatch(time -> time <= LIMIT.toMillis(), "within " + LIMIT);
    }
}

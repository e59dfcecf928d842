package weir.console.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution;
import weir.console.Distribution.Running;
import weir.ingest.kafka.KafkaBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ingest, compaction and replay of one lake are killed again and again at random moments, all at the same time and under
 * load. After a clean end each message is in the lake once, or its absence lies in a recorded gap; of a topic of Kafka and
 * of a folder of files none is absent. {@code -Dkills=300} kills more often, {@code -Dseed=N} chooses the moments.
 */
@Tag("kills")
class KillLoopIT {

    private static final int KILLS = Rounds.of("kills", 30, 300);
    private static final int OF_COMPACTION = Math.max(1, KILLS / 4);
    private static final int OF_REPLAY = Math.max(1, KILLS / 6);
    private static final int OF_INGEST = KILLS - OF_COMPACTION - OF_REPLAY;
    private static final long MESSAGES_PER_SECOND = 1_500;
    private static final long KAFKA_MESSAGES_PER_SECOND = 500;
    private static final Duration PER_KILL = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private KillableJob job;
    private Extracts extracts;
    private Victim ingest;
    private Victim compaction;
    private Victim replay;

    @Test
    void losesNothingSilentlyWhenKilled() throws Exception {
        long seed = Seed.printed("kill loop");
        NumberedMessages messages = new NumberedMessages(seed);
        try (NumberedFeed feed = NumberedFeed.start(messages, MESSAGES_PER_SECOND);
                KafkaBroker broker = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")))) {
            NumberedTopic topic = NumberedTopic.start(broker.servers(), messages, KAFKA_MESSAGES_PER_SECOND);
            Path incoming = Files.createDirectories(folder.resolve("incoming"));
            NumberedFiles files = NumberedFiles.start(incoming, messages);
            prepare(feed, new SplittableRandom(seed));
            job.addTopic(broker.servers(), NumberedTopic.NAME);
            job.addFolder(incoming);
            long begun = System.nanoTime();
            kill();
            long inTopic = topic.end();
            long inFiles = files.end();
            endCleanly(inTopic, inFiles);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            CapturedLake tweets = job.captured("tweets");
            CapturedLake events = job.captured("events");
            Findings ofFeed = new Checker(feed).check(tweets, job.table("tweets"));
            Findings ofTopic = new Checker(topic).check(events, job.table("events"));
            CapturedLake dropped = job.captured("dropped");
            Findings ofFiles = new Checker(files).check(dropped, job.table("dropped"));
            new Report("Kill loop, " + took.toSeconds() + " s, seed " + seed)
                    .put("raw receiver", ofFeed.figures())
                    .put("raw receiver", kills())
                    .put("raw receiver", tweets.gapsByCause())
                    .put("Kafka", ofTopic.figures())
                    .put("Kafka", events.gapsByCause())
                    .put("files", ofFiles.figures())
                    .put("files", dropped.gapsByCause())
                    .put("files", Map.of("copies", files.copies(), "restored", files.restored()))
                    .print();
            assertThat(ingest.kills() + compaction.kills() + replay.kills()).isGreaterThanOrEqualTo(KILLS);
            assertThat(ingest.killsAtWork()).isPositive();
            verify(ofFeed, tweets);
            assertThat(ofFeed.outOfOrder()).as("out of order").isZero();
            assertThat(ofFeed.rows()).isEqualTo(extracts.lines());
            verifyWhole(ofTopic, events, inTopic);
            verifyWhole(ofFiles, dropped, inFiles);
        }
    }

    private void prepare(NumberedFeed feed, SplittableRandom random) throws IOException {
        job = KillableJob.of(folder, feed.baseUrl());
        extracts = new Extracts(folder.resolve("extracted.ndjson"));
        ingest = new Victim(
                job::ingest,
                List.of(KillableJob::hasCommitted, KillableJob::hasCommitted),
                Victim.mustNotEnd(),
                random.split(),
                Duration.ofSeconds(4));
        compaction = new Victim(
                job::compaction,
                List.of(says("Running stream="), says("Finished stream=")),
                Victim.mustNotEnd(),
                random.split(),
                Duration.ofSeconds(6));
        replay = new Victim(
                () -> job.extract(extracts.file()),
                List.of(process -> Files.exists(folder.resolve("extracted.ndjson.part"))),
                extracts::check,
                random.split(),
                Duration.ofMillis(1_500));
    }

    private static Predicate<Running> says(String text) {
        return process -> process.err().contains(text);
    }

    /** Ingest is killed on until the others have been killed often enough. */
    private void kill() throws InterruptedException {
        AtomicInteger others = new AtomicInteger(2);
        Together.run(
                PER_KILL.multipliedBy(KILLS),
                List.of(
                        () -> ingest.die(() -> ingest.kills() >= OF_INGEST && others.get() == 0),
                        () -> counted(others, () -> compaction.die(() -> compaction.kills() >= OF_COMPACTION)),
                        () -> counted(others, () -> {
                            job.awaitLake();
                            replay.die(() -> replay.kills() >= OF_REPLAY);
                        })));
    }

    private static void counted(AtomicInteger running, Runnable task) {
        try {
            task.run();
        } finally {
            running.decrementAndGet();
        }
    }

    private void endCleanly(long inTopic, long inFiles) {
        try (Running last = job.ingest()) {
            Distribution.await(last, "a microbatch", () -> KillableJob.hasCommitted(last));
            Distribution.await(last, "the end of the topic", () -> offsets() == inTopic);
            Distribution.await(last, "the last file", () -> inFiles() >= inFiles);
            assertThat(last.terminate()).as(last.err()).isZero();
        }
        Running once = job.compactionOnce();
        assertThat(once.awaitEnd()).as(once.err()).isZero();
        extracts.check(job.extract(extracts.file()));
    }

    private long offsets() {
        try {
            return job.captured("events").offsets();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long inFiles() {
        try {
            return job.captured("dropped").received();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> kills() {
        Map<String, Object> kills = new LinkedHashMap<>();
        kills.put("kills of ingest (at work)", ingest.kills() + " (" + ingest.killsAtWork() + ")");
        kills.put("kills of compaction (at work)", compaction.kills() + " (" + compaction.killsAtWork() + ")");
        kills.put("kills of replay (at work)", replay.kills() + " (" + replay.killsAtWork() + ")");
        kills.put("extracts that were whole", extracts.files());
        return kills;
    }

    private static void verifyWhole(Findings found, CapturedLake lake, long sent) {
        verify(found, lake);
        assertThat(found.captured()).as("messages that were captured").isEqualTo(sent);
        assertThat(found.missing()).as("missing").isZero();
        assertThat(lake.gaps()).isEmpty();
    }

    private static void verify(Findings found, CapturedLake lake) {
        assertThat(found.captured()).isPositive();
        assertThat(found.rows()).isPositive();
        assertThat(found.contradictions()).isEmpty();
        assertThat(found.unexplained())
                .as("runs of missing messages that no gap explains")
                .isEmpty();
        assertThat(found.duplicates()).as("duplicates").isZero();
        assertThat(found.altered()).as("altered").isZero();
        assertThat(lake.rawMicrobatches())
                .as("microbatches that were not compacted")
                .isZero();
    }
}

package weir.console.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import weir.console.Distribution;
import weir.console.Distribution.Running;

/** A whole job on a lake of its own, as processes of the distribution: stream {@code tweets} by the raw receiver. */
final class KillableJob {

    static final Duration BATCH_INTERVAL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = 50_000_000;

    private static final String CONFIGURATION =
            """
            lake.root = "%1$s"
            ingest { batch-interval = %2$dms, chunk-interval = 100ms, chunk-size = 64KiB }
            compaction {
              schedule = "0/3 * * * * ?"
              plan.max-microbatches = 20
              optimize.schedule = "5/20 * * * * ?"
              vacuum.schedule = off
            }
            streams.tweets {
              source { type = twitter, receiver = raw, base-url = "%3$s", track = [] }
              schema = "%4$s/conf/schemas/tweet-v11.conf"
              key = [id]
              event-time = created_at
              filter = "lang <> 'ja'"
            }
            """;

    private static final String TOPIC =
            """
            streams.events {
              source { type = kafka, bootstrap-servers = "%1$s", topics = ["%2$s"] }
              schema = "%3$s/conf/schemas/tweet-v11.conf"
              key = [id]
              event-time = created_at
              filter = "lang <> 'ja'"
            }
            """;

    private static final String FOLDER =
            """
            streams.dropped {
              source { type = files, path = "%1$s", settle = 600ms }
              schema = "%2$s/conf/schemas/tweet-v11.conf"
              key = [id]
              event-time = created_at
              filter = "lang <> 'ja'"
            }
            """;

    private final Distribution weir;
    private final Path folder;
    private final Path configuration;

    private KillableJob(Distribution weir, Path folder, Path configuration) {
        this.weir = weir;
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Writes a configuration; starts nothing. */
    static KillableJob of(Path folder, String baseUrl) throws IOException {
        Distribution weir = new Distribution(folder);
        Path configuration = Files.writeString(
                folder.resolve("killed.conf"),
                CONFIGURATION.formatted(folder.resolve("lake"), BATCH_INTERVAL.toMillis(), baseUrl, weir.home()));
        return new KillableJob(weir, folder, configuration);
    }

    /** Adds a stream {@code events} that reads a topic. */
    void addTopic(String servers, String topic) throws IOException {
        Files.writeString(configuration, TOPIC.formatted(servers, topic, weir.home()), StandardOpenOption.APPEND);
    }

    /** Adds a stream {@code dropped} that takes the files of a folder. */
    void addFolder(Path files) throws IOException {
        Files.writeString(configuration, FOLDER.formatted(files, weir.home()), StandardOpenOption.APPEND);
    }

    Running ingest() {
        return weir.start("ingest", "--conf", configuration.toString());
    }

    Running compaction() {
        return weir.start("compaction", "--conf", configuration.toString());
    }

    Running compactionOnce() {
        return weir.run("compaction", "--conf", configuration.toString(), "--once");
    }

    Running extract(Path out) {
        return weir.start("replay", "extract", "tweets", "--conf", configuration.toString(), "--out", out.toString());
    }

    /** Waits until a first microbatch has been begun. */
    void awaitLake() {
        Path zone = folder.resolve("lake/raw/tweets");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(zone)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nothing is captured in " + zone);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    CapturedLake captured(String stream) {
        return new CapturedLake(folder.resolve("lake"), stream);
    }

    Optional<TableRows> table(String stream) {
        return Optional.of(new TableRows(folder.resolve("lake/tables").resolve(stream)));
    }

    /** Whether an ingest has committed something since it was started. */
    static boolean hasCommitted(Running ingest) {
        return ingest.err().contains("Committed microbatch");
    }
}

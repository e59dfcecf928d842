package weir.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;
import weir.ingest.IngestService;
import weir.ingest.IngestSetup;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** Weir's ingest of a feed into a new lake, from its start until the last message is committed. */
public final class IngestedFeed implements Contender {

    /** The names of the receivers that there are. */
    public static final List<String> RECEIVERS = List.of("bahir", "raw");

    private final String receiver;
    private final TweetLakes data;
    private final Feed feed;
    private final Supplier<SparkSession> session;
    private final Map<Microbatch, Long> received = new HashMap<>();
    private Path lake;
    private IngestService service;

    /**
     * @param receiver one of {@link #RECEIVERS}
     * @param session whose Spark context is used
     */
    public IngestedFeed(String receiver, TweetLakes data, Feed feed, Supplier<SparkSession> session) {
        this.receiver = receiver;
        this.data = data;
        this.feed = feed;
        this.session = session;
    }

    @Override
    public String name() {
        return "weir ingest, receiver " + receiver;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Feed.awaitIdle(session.get());
        received.clear();
        lake = data.emptyPlace("ingest");
    }

    @Override
    public void run() throws IOException, InterruptedException {
        service =
                IngestService.on(JavaSparkContext.fromSparkContext(session.get().sparkContext()), setup());
        service.start();
        try {
            feed.await(this::committed);
        } catch (IOException | InterruptedException e) {
            service.close(); // or its streaming context would be in the way of the next one
            throw e;
        }
    }

    private IngestSetup setup() {
        URI url = feed.baseUrl();
        WeirConfig config = WeirConfig.load(
                data.configuration(),
                Map.of(
                        "lake.root",
                        lake.toString(),
                        "ingest.batch-interval",
                        Feed.BATCH_INTERVAL.toMillis() + "ms",
                        "streams." + TweetLakes.STREAM + ".source.base-url",
                        url.toString(),
                        "streams." + TweetLakes.STREAM + ".source.receiver",
                        receiver));
        Map<String, String> keys = Map.of(
                "WEIR_TWITTER_CONSUMER_KEY", Feed.ANY_KEY,
                "WEIR_TWITTER_CONSUMER_SECRET", Feed.ANY_KEY,
                "WEIR_TWITTER_ACCESS_TOKEN", Feed.ANY_KEY,
                "WEIR_TWITTER_ACCESS_TOKEN_SECRET", Feed.ANY_KEY);
        return IngestSetup.of(config, List.of(TweetLakes.STREAM), keys);
    }

    private long committed() throws IOException {
        RawZone raw = new RawZone(LakeFiles.of(lake.toString()), TweetLakes.STREAM);
        for (Microbatch microbatch : raw.committed()) {
            if (!received.containsKey(microbatch)) {
                Manifest manifest = raw.manifest(microbatch);
                received.put(microbatch, manifest.counts().kept());
            }
        }
        return received.values().stream().mapToLong(Long::longValue).sum();
    }

    /** When each message of the last run was committed, in their order, as the file system says. */
    public List<Instant> committedAt() throws IOException {
        List<Instant> times = new ArrayList<>();
        RawZone raw = new RawZone(LakeFiles.of(lake.toString()), TweetLakes.STREAM);
        for (Microbatch microbatch : raw.committed()) {
            Path manifest = lake.resolve(microbatch.path(Microbatch.MANIFEST));
            // a rename is a change of the file, not of what is in it
            Instant renamed = ((FileTime) Files.getAttribute(manifest, "unix:ctime")).toInstant();
            times.addAll(Collections.nCopies(
                    Math.toIntExact(raw.manifest(microbatch).counts().kept()), renamed));
        }
        return times;
    }

    @Override
    public String answer() throws IOException {
        service.close();
        return committed() + " tweets";
    }

    @Override
    public Optional<String> expected() {
        return Optional.of(feed.messages() + " tweets");
    }
}

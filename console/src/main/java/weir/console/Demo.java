package weir.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

import weir.compaction.CompactionService;
import weir.compaction.Result;
import weir.ingest.IngestService;
import weir.ingest.IngestSetup;
import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.config.ReportConfig;
import weir.lake.config.SessionSettings;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.replay.Extraction;
import weir.replay.serve.LineSource;
import weir.replay.serve.Pace;
import weir.replay.serve.ServeKeys;
import weir.replay.serve.ServeOptions;
import weir.replay.serve.StreamServer;
import weir.report.Difference;
import weir.report.ReportChart;
import weir.report.ReportDefinition;
import weir.report.ReportRebuild;
import weir.report.Shadow;

/**
 * The whole job in one process: a server of generated tweets, the ingest service, the compaction service, replay, and a
 * report. The parts are the ones that the commands run; only the Spark session is shared.
 */
final class Demo {

    private static final String STREAM = "tweets";
    private static final String REPORT = "dsd_per_hour";
    private static final String OTHER_FILTER = "lang IN ('pt', 'es') AND user.followers_count > 1000";
    private static final Duration SPAN = Duration.ofHours(24);
    private static final Duration PLAYED_IN = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path configuration;
    private final Map<String, String> overrides;
    private final long seed;
    private final int tweets;
    private final Clock clock;
    private final PrintWriter out;

    /**
     * @param overrides of the configuration; they say where the lake is
     * @param tweets how many messages the feed has
     */
    Demo(Path configuration, Map<String, String> overrides, long seed, int tweets, Clock clock, PrintWriter out) {
        this.configuration = configuration;
        this.overrides = overrides;
        this.seed = seed;
        this.tweets = tweets;
        this.clock = clock;
        this.out = out;
    }

    /** Runs it. @return whether the numbers at the end add up */
    boolean run() throws Exception {
        Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS);
        TweetOptions feed = TweetOptions.of(seed, end.minus(SPAN)).withMeanInterval(SPAN.dividedBy(tweets));
        ServeKeys keys = new ServeKeys(key(), key(), key(), key());
        CountDownLatch firstCompaction = new CountDownLatch(1);
        LineSource lines = LineSource.of(() -> new PausingFeed(TweetGenerator.of(feed), tweets, firstCompaction));
        Pace pace = Pace.times((double) SPAN.toMillis() / PLAYED_IN.toMillis());
        step("Serving " + tweets + " generated tweets of the last 24 hours as a v1.1 stream, " + pace);
        try (StreamServer server =
                StreamServer.start(lines, ServeOptions.defaults().withKeys(keys).withPace(pace))) {
            WeirConfig config = WeirConfig.load(configuration, settings(server));
            Map<String, Object> spark = SessionSettings.of(config.spark());
            // the receiver keeps a thread, and compaction works while it receives
            spark.put("spark.master", "local[" + (Runtime.getRuntime().availableProcessors() + 2) + "]");
            try (SparkSession session = SparkSession.builder().config(spark).getOrCreate()) {
                return run(config, session, server, environment(keys), firstCompaction);
            }
        }
    }

    private boolean run(
            WeirConfig config,
            SparkSession session,
            StreamServer server,
            Map<String, String> environment,
            CountDownLatch firstCompaction)
            throws Exception {
        LakeFiles files = LakeFiles.of(config.lake().root());
        List<Result> results = new ArrayList<>();
        DemoWatch watch = new DemoWatch(files, STREAM, PATIENCE, out);
        try (CompactionService compaction = CompactionService.open(config, List.of(STREAM), () -> session)) {
            step("Capturing it with Spark Streaming and Bahir's receiver: a microbatch every 2 seconds");
            IngestSetup setup = IngestSetup.of(config, List.of(STREAM), environment);
            try (IngestService ingest =
                    IngestService.on(JavaSparkContext.fromSparkContext(session.sparkContext()), setup)) {
                ingest.start();
                watch.awaitReceived(tweets / 2);
                step("First compaction, while the capture goes on");
                results.addAll(compact(compaction));
                firstCompaction.countDown();
                watch.awaitReceived(tweets);
            }
            watch.show();
            step("Second compaction");
            results.addAll(compact(compaction));
        }

        step("Replaying the archive through the same filter: "
                + config.stream(STREAM).spec().filter());
        StreamSpec spec = config.stream(STREAM).spec();
        long same = extract(files, spec);
        step("Replaying it through another one: " + OTHER_FILTER);
        long other = extract(files, spec.withFilter(OTHER_FILTER));

        ReportConfig report = config.report(REPORT);
        step("The report " + REPORT + ", which compaction keeps fresh: " + report.sql());
        ReportChart.of(report, session.read().format("delta").load(files.uri(Tables.ofReport(REPORT))))
                .lines()
                .forEach(line -> out.println("  " + line));
        step("Rebuilding it beside the live one, from the archive through the same filter");
        ReportRebuild rebuild = new ReportRebuild(session, files, REPORT);
        Shadow shadow = rebuild.run(ReportDefinition.of(config, report), TimeRange.ALL);
        Difference difference = rebuild.difference();
        out.printf(
                "  %d hours live, %d computed anew, %d added, %d removed, %d changed%n",
                difference.windows().live(),
                difference.windows().shadow(),
                difference.windows().added(),
                difference.windows().removed(),
                difference.windows().changed());
        long records = rebuild.records(shadow);
        ReportRebuild.discard(files, REPORT);

        return new DemoSummary(server.counts().messages(), watch, results, same, other, records, changed(difference))
                .print(out);
    }

    private static long changed(Difference difference) {
        return difference.windows().added()
                + difference.windows().removed()
                + difference.windows().changed();
    }

    private List<Result> compact(CompactionService compaction) throws IOException {
        List<Result> results = compaction.compact().results();
        for (Result result : results) {
            out.printf(
                    "  plan %d: %d lines of %d microbatches -> %d rows, %d duplicates, %d dropped by the filter%n",
                    result.plan().number(),
                    result.plan().lines(),
                    result.plan().microbatches().size(),
                    result.rows(),
                    result.duplicates(),
                    result.dropped());
        }
        return results;
    }

    private long extract(LakeFiles files, StreamSpec spec) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long begun = System.nanoTime();
        Extraction extraction = new Extraction(new History(files, STREAM), spec, TimeRange.ALL);
        long kept = extraction.run(extraction.selection(), lines, bytes -> {});
        out.printf(
                "  %d lines, %d KiB, byte for byte as captured, in %d ms%n",
                kept, lines.size() / 1024, (System.nanoTime() - begun) / 1_000_000);
        return kept;
    }

    private Map<String, String> settings(StreamServer server) {
        Map<String, String> settings = new LinkedHashMap<>(overrides);
        settings.put("streams." + STREAM + ".source.base-url", server.baseUrl().toString());
        // the sample stream: everything is captured, and the filter decides what enters the table
        settings.put("streams." + STREAM + ".source.track", "[]");
        settings.put("ingest.batch-interval", "2s");
        return settings;
    }

    private static Map<String, String> environment(ServeKeys keys) {
        return Map.of(
                "WEIR_TWITTER_CONSUMER_KEY", keys.consumerKey(),
                "WEIR_TWITTER_CONSUMER_SECRET", keys.consumerSecret(),
                "WEIR_TWITTER_ACCESS_TOKEN", keys.accessToken(),
                "WEIR_TWITTER_ACCESS_TOKEN_SECRET", keys.accessTokenSecret());
    }

    private static String key() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void step(String text) {
        out.printf("%n== %s%n", text);
    }
}

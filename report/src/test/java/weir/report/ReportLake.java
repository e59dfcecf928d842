package weir.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Lines;
import weir.lake.Plans;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;

/**
 * A lake in a folder of a test, with the streams {@code events}, which keeps {@code lang = 'es'}, and {@code others}, which
 * keeps everything.
 *
 * @param root the lake as whoever opens it calls it
 */
record ReportLake(Path folder, String root) {

    static final StreamSpec EVENTS = Lines.events("lang = 'es'");
    static final StreamSpec OTHERS =
            new StreamSpec("others", EVENTS.schema(), EVENTS.key(), EVENTS.eventTime(), "true");

    /** A report of hours: how many records, and the sum of their numbers. */
    static final String PER_HOUR =
            """
            reports.per_hour {
              stream = events, time = hour, grain = 1h
              sql = "SELECT date_trunc('HOUR', at) AS hour, count(*) AS events, sum(n) AS total FROM kept GROUP BY 1"
            }
            """;

    static ReportLake in(Path folder) {
        return new ReportLake(folder, folder.resolve("lake").toString());
    }

    LakeFiles files() {
        return LakeFiles.of(root);
    }

    WeirConfig config(String reports, String... overrides) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("events.conf"), EVENTS.schema().text());
        String text =
                """
                lake.root = unused
                streams.events { source.type = twitter, schema = events.conf, key = id, event-time = at, filter = "lang = 'es'" }
                streams.others { source.type = twitter, schema = events.conf, key = id, event-time = at }
                """;
        Map<String, String> values = new LinkedHashMap<>(Map.of("lake.root", root));
        Arrays.stream(overrides).map(one -> one.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        return WeirConfig.load(Files.writeString(folder.resolve("weir.conf"), text + reports), values);
    }

    /** Captures lines and finishes a plan of them. */
    void plan(StreamSpec spec, String time, byte[]... lines) throws IOException {
        Lines.commit(files(), spec, Instant.parse(time).toEpochMilli(), List.of(lines));
        Plans.finish(files(), spec);
    }

    void refresh(SparkSession spark, WeirConfig config) throws IOException {
        refresh(spark, config, Map.of());
    }

    void refresh(SparkSession spark, WeirConfig config, Map<String, Collection<Instant>> touched) throws IOException {
        new FreshReports(config, files(), () -> spark, Clock.systemUTC())
                .refresh(config.streams().keySet(), touched);
    }

    Shadow rebuild(SparkSession spark, WeirConfig config, String report, String filter, TimeRange range)
            throws IOException {
        ReportDefinition definition = ReportDefinition.of(config, config.report(report));
        return new ReportRebuild(spark, files(), report)
                .run(filter == null ? definition : definition.withFilter(filter), range);
    }

    Difference difference(SparkSession spark, String report) throws IOException {
        return new ReportRebuild(spark, files(), report).difference();
    }

    Promotion.Promoted promote(SparkSession spark, String report, Promotion.Changes since) throws IOException {
        return new Promotion(spark, files(), files(), Clock.systemUTC(), report).run(since);
    }

    /** The rows of a live report: the time without minutes, and the other values. */
    SortedMap<String, String> live(SparkSession spark, String report) {
        SortedMap<String, String> rows = new TreeMap<>();
        for (Row row : spark.read()
                .format("delta")
                .load(files().uri("reports/" + report))
                .collectAsList()) {
            String values = IntStream.range(1, row.size())
                    .mapToObj(i -> String.valueOf(row.get(i)))
                    .collect(Collectors.joining(" "));
            rows.put(row.getTimestamp(0).toInstant().toString().substring(0, 13), values);
        }
        return rows;
    }

    long versions(SparkSession spark, String report) {
        return DeltaTable.forPath(spark, files().uri("reports/" + report))
                .history()
                .count();
    }
}

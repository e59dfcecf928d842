package weir.report;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.schema.Schema;
import weir.report.PlainReport.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of a lake with reports: late, duplicate, malformed, deleted and forgetting lines, compactions, kills. After
 * each step every report is what a small independent program computes of the same lines.
 */
public final class ReportHistory {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Schema SCHEMA = Schema.parse(
            """
            format = 1
            control = [delete, forget]
            columns = [
              { name = id, type = bigint }
              { name = at, type = timestamp }
              { name = lang, type = string }
              { name = n, type = int }
              { name = author, type = bigint }
            ]
            deletions = [
              { message = delete, column = id, value = delete.id }
              { message = forget, column = author, value = forget.author, clear = [n]
                up-to = { column = id, value = forget.up_to } }
            ]
            """,
            "events");

    /** The streams of the lake. */
    public static final List<StreamSpec> STREAMS = List.of(
            new StreamSpec("events", SCHEMA, List.of("id"), "at", "lang = 'es'"),
            new StreamSpec("others", SCHEMA, List.of("id"), "at", "true"));

    private static final Choice SPANISH =
            new Choice("lang = 'es'", event -> event.lang().equals("es"));
    private static final Choice SMALL = new Choice("n < 7", event -> event.n() != null && event.n() < 7);
    private static final Choice EVERYTHING = new Choice("true", event -> true);
    private static final Choice PORTUGUESE_OR_NINE = new Choice(
            "lang = 'pt' OR n = 9", event -> event.lang().equals("pt") || (event.n() != null && event.n() == 9));
    private static final List<Choice> CHOICES = List.of(SPANISH, SMALL, EVERYTHING, PORTUGUESE_OR_NINE);

    /** A filter in SQL and in Java. */
    private record Choice(String sql, Predicate<Event> java) {}

    private static final Kind PER_HOUR = new Kind(
            "per_hour",
            Duration.ofHours(1),
            SPANISH,
            """
            stream = events, time = hour, grain = 1h
            sql = "SELECT date_trunc('HOUR', at) AS hour, count(*) AS events, sum(n) AS total FROM kept GROUP BY 1"
            """);
    private static final Kind BY_LANGUAGE = new Kind(
            "by_language",
            Duration.ofDays(1),
            SMALL,
            """
            stream = events, filter = "n < 7", time = day, grain = 1d
            sql = "SELECT date_trunc('DAY', at) AS day, lang, count(*) AS events, max(id) AS latest FROM kept GROUP BY 1, 2"
            """);
    private static final Kind PAIRS = new Kind(
            "pairs",
            Duration.ofHours(1),
            EVERYTHING,
            """
            stream = events, filter = "true", join = others, time = hour, grain = 1h, key = []
            sql = \"\"\"SELECT date_trunc('HOUR', k.at) AS hour, count(*) AS pairs, count(DISTINCT o.lang) AS languages
              FROM kept k JOIN others o ON k.id = o.id AND date_trunc('HOUR', k.at) = date_trunc('HOUR', o.at) GROUP BY 1\"\"\"
            """);

    /** The reports that a lake may have; the first one counts and sums by hour. */
    public static final List<Kind> KINDS = List.of(PER_HOUR, BY_LANGUAGE, PAIRS);

    /** A report, and how the independent program computes it. */
    public static final class Kind {

        private final String report;
        private final Duration grain;
        private final Choice filter;
        private final String text;

        private Kind(String report, Duration grain, Choice filter, String text) {
            this.report = report;
            this.grain = grain;
            this.filter = filter;
            this.text = text;
        }

        /** The report's section of a configuration. */
        public String section() {
            return "reports." + report + " {\n" + text + "}\n";
        }

        /** The report's name. */
        @Override
        public String toString() {
            return report;
        }
    }

    /** How lines get into finished plans and into reports. */
    public interface Lake {

        LakeFiles files();

        WeirConfig config() throws IOException;

        void compact() throws IOException;

        /** Compacts until the process is killed at a call of the file system, if it comes so far. */
        void compactUntil(int call) throws IOException;
    }

    /** A range that was promoted with a filter. */
    private record Promoted(TimeRange range, Choice filter) {}

    private final long seed;
    private final Random random;
    private final SparkSession spark;
    private final Lake lake;
    private final List<Kind> kinds;
    private final Map<String, List<byte[]>> lines = new TreeMap<>();
    private final Map<Kind, List<Promoted>> promoted = new HashMap<>();
    private Instant now = START;
    private int step;

    /** @param kinds the reports of the lake */
    public ReportHistory(long seed, SparkSession spark, Lake lake, List<Kind> kinds) {
        this.seed = seed;
        this.random = new Random(seed);
        this.spark = spark;
        this.lake = lake;
        this.kinds = List.copyOf(kinds);
    }

    /** Captures lines and compacts them, may be after a compaction that was killed; the live reports must be right then. */
    public void step() throws IOException {
        step++;
        ingest();
        if (random.nextBoolean()) {
            lake.compactUntil(1 + random.nextInt(random.nextBoolean() ? 40 : 400));
        }
        lake.compact();
        for (Kind kind : kinds) {
            requireLive(kind);
        }
    }

    /** A rebuild of any range must show no difference as long as nothing else was promoted. */
    public void rebuild() throws IOException {
        Kind kind = any(kinds);
        if (promoted.getOrDefault(kind, List.of()).isEmpty() && isThere(kind)) {
            TimeRange range = range(kind);
            assertThat(rebuilt(kind, range, kind.filter.sql()).isEmpty())
                    .as("%s: %s has no difference in %s", this, kind, range)
                    .isTrue();
        }
    }

    /** With another filter the difference must be the one that the independent program shows; it may be promoted. */
    public void tryAnotherFilter() throws IOException {
        Kind kind = any(kinds);
        if (!isThere(kind)) {
            return;
        }
        TimeRange range = range(kind);
        Choice other = any(CHOICES);
        SortedMap<String, String> before = plain(kind, range, null);

        Difference difference = rebuilt(kind, range, other.sql());

        assertThat(List.of(
                        difference.rows().added(),
                        difference.rows().removed(),
                        difference.rows().changed()))
                .as("%s: %s in %s where %s", this, kind, range, other.sql())
                .isEqualTo(PlainReport.difference(before, plain(kind, range, other)));
        if (random.nextBoolean()) {
            new Promotion(spark, lake.files(), lake.files(), Clock.systemUTC(), kind.toString())
                    .run(Promotion.Changes.REFUSED);
            promoted.computeIfAbsent(kind, unused -> new ArrayList<>()).add(new Promoted(range, other));
            requireLive(kind);
        }
    }

    /** Captures lines of both streams. */
    public void ingest() throws IOException {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            now = now.plus(Duration.ofMinutes(10 + random.nextInt(300)));
            StreamSpec spec = STREAMS.get(random.nextInt(3) == 0 ? 1 : 0);
            List<byte[]> batch =
                    Stream.generate(this::line).limit(1 + random.nextInt(30)).toList();
            Lines.commit(lake.files(), spec, now.toEpochMilli(), batch);
            lines.merge(spec.name(), batch, (before, more) -> Stream.concat(before.stream(), more.stream())
                    .toList());
        }
    }

    private byte[] line() {
        int kind = random.nextInt(24);
        long id = random.nextInt(60);
        int author = random.nextInt(5);
        return Lines.utf8(
                switch (kind) {
                    case 0 -> "{\"id\":" + id + ",";
                    case 1 -> "{\"id\":" + id + ",\"lang\":\"es\"}";
                    case 2 -> "{\"delete\":{\"id\":" + id + "}}";
                    case 3 -> "{\"forget\":{\"author\":" + author + ",\"up_to\":" + id + "}}";
                    default ->
                        "{\"id\":%d,\"at\":\"%s\",\"lang\":\"%s\",\"n\":%d,\"author\":%d}"
                                .formatted(
                                        id,
                                        now.minusSeconds(random.nextInt(kind < 8 ? 400_000 : 7_000)),
                                        List.of("es", "pt", "en").get(random.nextInt(3)),
                                        random.nextInt(10),
                                        author);
                });
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean isThere(Kind kind) throws IOException {
        return lake.files().exists("reports/" + kind + "/_delta_log/00000000000000000000.json");
    }

    private void requireLive(Kind kind) throws IOException {
        assertThat(live(kind)).as("%s, live %s", this, kind).isEqualTo(plain(kind, TimeRange.ALL, null));
    }

    /** Computes a report anew. */
    public Difference rebuilt(Kind kind, TimeRange range, String filter) throws IOException {
        WeirConfig config = lake.config();
        ReportRebuild rebuild = new ReportRebuild(spark, lake.files(), kind.toString());
        rebuild.run(ReportDefinition.of(config, config.report(kind.toString())).withFilter(filter), range);
        return rebuild.difference();
    }

    private TimeRange range(Kind kind) {
        if (random.nextInt(4) == 0) {
            return TimeRange.ALL;
        }
        Instant from = PlainReport.start(now.minusSeconds(random.nextInt(500_000)), kind.grain);
        return new TimeRange(from, from.plus(kind.grain.multipliedBy(1 + random.nextInt(80))));
    }

    /** The rows that the independent program gives; those of a promoted range by its filter, unless another is given. */
    private SortedMap<String, String> plain(Kind kind, TimeRange range, Choice other) {
        SortedMap<Instant, List<Event>> windows = PlainReport.windows(
                lines.getOrDefault("events", List.of()),
                kind.grain,
                (start, event) -> contains(range, start)
                        && filter(kind, start, other).java().test(event));
        if (kind == PER_HOUR) {
            return PlainReport.countAndSum(windows);
        }
        return kind == BY_LANGUAGE
                ? PlainReport.countAndMaxByLanguage(windows)
                : PlainReport.pairs(
                        windows,
                        PlainReport.windows(
                                lines.getOrDefault("others", List.of()), kind.grain, (start, event) -> true));
    }

    private Choice filter(Kind kind, Instant start, Choice other) {
        if (other != null) {
            return other;
        }
        Choice filter = kind.filter;
        for (Promoted one : promoted.getOrDefault(kind, List.of())) {
            filter = contains(one.range(), start) ? one.filter() : filter;
        }
        return filter;
    }

    private static boolean contains(TimeRange range, Instant time) {
        return !time.isBefore(range.from()) && time.isBefore(range.to());
    }

    private SortedMap<String, String> live(Kind kind) throws IOException {
        SortedMap<String, String> rows = new TreeMap<>();
        if (!isThere(kind)) {
            return rows;
        }
        for (Row row : spark.read()
                .format("delta")
                .load(lake.files().uri("reports/" + kind))
                .collectAsList()) {
            int keys = kind == BY_LANGUAGE ? 2 : 1;
            String key = row.getTimestamp(0).toInstant() + (keys == 2 ? " " + row.getString(1) : "");
            rows.put(
                    key,
                    Stream.iterate(keys, i -> i < row.size(), i -> i + 1)
                            .map(i -> String.valueOf(row.get(i)))
                            .collect(Collectors.joining(" ")));
        }
        return rows;
    }

    @Override
    public String toString() {
        return "seed " + seed + ", step " + step;
    }
}

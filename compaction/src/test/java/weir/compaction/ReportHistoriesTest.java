package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.compaction.PlainReport.Event;
import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Stopped;
import weir.lake.history.TimeRange;
import weir.report.Difference;
import weir.report.Promotion;
import weir.report.ReportDefinition;
import weir.report.ReportRebuild;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a lake: late, duplicate and malformed lines, compactions, kills. After each step every report is what a
 * small independent program computes of the same lines, and a rebuild of any range shows no difference; with another filter
 * it shows the one that this program shows. Each of the steps of a lake ends a history: 50 of them, and 500 in the profile {@code long}.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class ReportHistoriesTest {

    private static final boolean LONG = Boolean.getBoolean("weir.test.long");
    private static final int LAKES = LONG ? 100 : 10;
    private static final int STEPS = 5;
    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final StreamSpec EVENTS = Lines.events("lang = 'es'");
    private static final StreamSpec OTHERS =
            new StreamSpec("others", EVENTS.schema(), EVENTS.key(), EVENTS.eventTime(), "true");
    private static final String REPORTS =
            """
            reports.per_hour {
              stream = events, time = hour, grain = 1h
              sql = "SELECT date_trunc('HOUR', at) AS hour, count(*) AS events, sum(n) AS total FROM kept GROUP BY 1"
            }
            reports.by_language {
              stream = events, filter = "n < 7", time = day, grain = 1d
              sql = "SELECT date_trunc('DAY', at) AS day, lang, count(*) AS events, max(id) AS latest FROM kept GROUP BY 1, 2"
            }
            reports.pairs {
              stream = events, filter = "true", join = others, time = hour, grain = 1h, key = []
              sql = \"\"\"SELECT date_trunc('HOUR', k.at) AS hour, count(*) AS pairs, count(DISTINCT o.lang) AS languages
                FROM kept k JOIN others o ON k.id = o.id AND date_trunc('HOUR', k.at) = date_trunc('HOUR', o.at) GROUP BY 1\"\"\"
            }
            """;

    private static final Choice SPANISH =
            new Choice("lang = 'es'", event -> event.lang().equals("es"));
    private static final Choice SMALL = new Choice("n < 7", event -> event.n() < 7);
    private static final Choice EVERYTHING = new Choice("true", event -> true);
    private static final Choice PORTUGUESE_OR_NINE =
            new Choice("lang = 'pt' OR n = 9", event -> event.lang().equals("pt") || event.n() == 9);
    private static final List<Choice> CHOICES = List.of(SPANISH, SMALL, EVERYTHING, PORTUGUESE_OR_NINE);

    private static final Kind PER_HOUR = new Kind("per_hour", HOUR, SPANISH);
    private static final Kind BY_LANGUAGE = new Kind("by_language", DAY, SMALL);
    private static final Kind PAIRS = new Kind("pairs", HOUR, EVERYTHING);
    private static final List<Kind> KINDS = List.of(PER_HOUR, BY_LANGUAGE, PAIRS);

    @TempDir
    private Path home;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + LAKES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyReportIsWhatItsLinesSay(long seed, SparkSession spark) throws IOException {
        History history = new History(seed, spark, lake());
        for (int step = 0; step < STEPS; step++) {
            history.step(step);
        }
        DeltaLog.clearCache();
    }

    @Test
    void aReportWithOneOtherRowDiffers(SparkSession spark) throws IOException {
        History history = new History(SEED, spark, lake());
        history.ingest();
        history.lake.compact(spark);
        String table = history.lake.files().uri("reports/per_hour");
        Row row = spark.read().format("delta").load(table).first();
        spark.sql("UPDATE delta.`" + table + "` SET total = total + 1 WHERE hour = TIMESTAMP '"
                + row.getTimestamp(0).toInstant() + "'");

        Difference difference = history.rebuilt("per_hour", TimeRange.ALL, "lang = 'es'");

        assertThat(List.of(
                        difference.rows().added(),
                        difference.rows().removed(),
                        difference.rows().changed()))
                .containsExactly(0L, 0L, 1L);
    }

    private TestLake lake() throws IOException {
        return TestLake.of(Files.createTempDirectory(home, "lake"), EVENTS, OTHERS)
                .withReports(REPORTS);
    }

    /** A filter in SQL and in Java. */
    private record Choice(String sql, Predicate<Event> java) {}

    /** A report, and how the independent program computes it. */
    private record Kind(String report, Duration grain, Choice filter) {

        @Override
        public String toString() {
            return report;
        }
    }

    /** A range that was promoted with a filter. */
    private record Promoted(TimeRange range, Choice filter) {}

    /** One lake and what was done to it. */
    private static final class History {

        private final long seed;
        private final Random random;
        private final SparkSession spark;
        private final TestLake lake;
        private final Map<String, List<byte[]>> lines = new TreeMap<>(Map.of("events", List.of(), "others", List.of()));
        private final Map<Kind, List<Promoted>> promoted = new HashMap<>();
        private Instant now = START;

        History(long seed, SparkSession spark, TestLake lake) {
            this.seed = seed;
            this.random = new Random(seed);
            this.spark = spark;
            this.lake = lake;
        }

        void step(int step) throws IOException {
            String description = "seed " + seed + ", step " + step;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                ingest();
            }
            if (random.nextBoolean()) {
                killed();
                requireNoDifferences(description + ", killed");
            }
            lake.compact(spark);
            for (Kind kind : KINDS) {
                assertThat(live(kind)).as(description + ", live " + kind).isEqualTo(plain(kind, TimeRange.ALL, null));
            }
            requireNoDifferences(description);
            if (LONG || step % 2 == 1) {
                tryAnotherFilter(any(KINDS), description);
            }
        }

        void ingest() throws IOException {
            now = now.plus(Duration.ofMinutes(10 + random.nextInt(300)));
            StreamSpec spec = random.nextInt(3) == 0 ? OTHERS : EVENTS;
            List<byte[]> batch =
                    Stream.generate(this::line).limit(1 + random.nextInt(30)).toList();
            Lines.commit(lake.files(), spec, now.toEpochMilli(), batch);
            lines.put(
                    spec.name(),
                    Stream.concat(lines.get(spec.name()).stream(), batch.stream())
                            .toList());
        }

        private byte[] line() {
            int kind = random.nextInt(20);
            long id = random.nextInt(60);
            if (kind == 0) {
                return Lines.utf8("{\"id\":" + id + ",");
            }
            if (kind == 1) {
                return Lines.utf8("{\"id\":" + id + ",\"lang\":\"es\"}");
            }
            Instant late = now.minusSeconds(random.nextInt(kind < 5 ? 400_000 : 7_000));
            String lang = List.of("es", "pt", "en").get(random.nextInt(3));
            return Lines.utf8(
                    "{\"id\":%d,\"at\":\"%s\",\"lang\":\"%s\",\"n\":%d}".formatted(id, late, lang, random.nextInt(10)));
        }

        private void killed() throws IOException {
            try (Faults faults = Faults.in(lake.root())) {
                faults.arm(new Fault(1 + random.nextInt(400), Fault.Kind.STOP, Fault.Moment.BEFORE));
                lake.compact(spark, "lake.root=" + faults.root());
            } catch (IOException | RuntimeException | Stopped e) {
                // the next one goes on
            }
            DeltaLog.clearCache();
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** Rebuilds one report, or each of them in the long run. */
        private void requireNoDifferences(String description) throws IOException {
            List<Kind> kinds = LONG ? KINDS : List.of(any(KINDS));
            for (Kind kind : kinds) {
                if (promoted.getOrDefault(kind, List.of()).isEmpty()) {
                    requireNoDifference(kind, description);
                }
            }
        }

        private void requireNoDifference(Kind kind, String description) throws IOException {
            if (Files.exists(lake.path("reports/" + kind.report() + "/_delta_log/00000000000000000000.json"))) {
                TimeRange range = range(kind);
                assertThat(rebuilt(kind.report(), range, kind.filter().sql()).isEmpty())
                        .as("%s: %s has no difference in %s", description, kind, range)
                        .isTrue();
            }
        }

        private void tryAnotherFilter(Kind kind, String description) throws IOException {
            TimeRange range = range(kind);
            Choice other = any(CHOICES);
            SortedMap<String, String> before = plain(kind, range, null);

            Difference difference = rebuilt(kind.report(), range, other.sql());

            assertThat(List.of(
                            difference.rows().added(),
                            difference.rows().removed(),
                            difference.rows().changed()))
                    .as("%s: %s in %s where %s", description, kind, range, other.sql())
                    .isEqualTo(PlainReport.difference(before, plain(kind, range, other)));
            if (random.nextInt(3) == 0) {
                new Promotion(spark, lake.files(), lake.files(), Clock.systemUTC(), kind.report())
                        .run(Promotion.Changes.REFUSED);
                promoted.computeIfAbsent(kind, unused -> new ArrayList<>()).add(new Promoted(range, other));
                assertThat(live(kind))
                        .as(description + ", promoted " + kind)
                        .isEqualTo(plain(kind, TimeRange.ALL, null));
            }
        }

        Difference rebuilt(String report, TimeRange range, String filter) throws IOException {
            WeirConfig config = lake.config();
            ReportRebuild rebuild = new ReportRebuild(spark, lake.files(), report);
            rebuild.run(ReportDefinition.of(config, config.report(report)).withFilter(filter), range);
            return rebuild.difference();
        }

        private TimeRange range(Kind kind) {
            if (random.nextInt(4) == 0) {
                return TimeRange.ALL;
            }
            Instant from = PlainReport.start(now.minusSeconds(random.nextInt(500_000)), kind.grain());
            return new TimeRange(from, from.plus(kind.grain().multipliedBy(1 + random.nextInt(80))));
        }

        /** The rows that the independent program gives; those of a promoted range by its filter, unless another is given. */
        private SortedMap<String, String> plain(Kind kind, TimeRange range, Choice other) {
            SortedMap<Instant, List<Event>> windows = PlainReport.windows(
                    lines.get("events"),
                    kind.grain(),
                    (start, event) -> contains(range, start)
                            && filter(kind, start, other).java().test(event));
            if (kind.equals(PER_HOUR)) {
                return PlainReport.countAndSum(windows);
            }
            return kind.equals(BY_LANGUAGE)
                    ? PlainReport.countAndMaxByLanguage(windows)
                    : PlainReport.pairs(
                            windows, PlainReport.windows(lines.get("others"), kind.grain(), (start, event) -> true));
        }

        private Choice filter(Kind kind, Instant start, Choice other) {
            if (other != null) {
                return other;
            }
            Choice filter = kind.filter();
            for (Promoted one : promoted.getOrDefault(kind, List.of())) {
                filter = contains(one.range(), start) ? one.filter() : filter;
            }
            return filter;
        }

        private static boolean contains(TimeRange range, Instant time) {
            return !time.isBefore(range.from()) && time.isBefore(range.to());
        }

        private SortedMap<String, String> live(Kind kind) {
            SortedMap<String, String> rows = new TreeMap<>();
            if (!Files.exists(lake.path("reports/" + kind.report()))) {
                return rows;
            }
            for (Row row : spark.read()
                    .format("delta")
                    .load(lake.files().uri("reports/" + kind.report()))
                    .collectAsList()) {
                int keys = kind.equals(BY_LANGUAGE) ? 2 : 1;
                String key = row.getTimestamp(0).toInstant() + (keys == 2 ? " " + row.getString(1) : "");
                rows.put(
                        key,
                        Stream.iterate(keys, i -> i < row.size(), i -> i + 1)
                                .map(i -> String.valueOf(row.get(i)))
                                .collect(Collectors.joining(" ")));
            }
            return rows;
        }
    }
}

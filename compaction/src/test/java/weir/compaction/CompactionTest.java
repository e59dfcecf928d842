package weir.compaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.quarantine.Quarantine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

/** Two plans over lines of every kind, looked at from all sides. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CompactionTest {

    private static final String NIGHT = "events-1795391990000";
    private static final String MIDNIGHT = "events-1795392000000";

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static List<Manifest> captured;
    private static List<String> capturedLines;
    private static Outcome first;
    private static Outcome second;
    private static Dataset<Row> table;

    @BeforeAll
    static void compactTwice(SparkSession spark) throws IOException {
        lake = TestLake.of(folder, MixedLines.spec());
        MixedLines.commitFirst(lake);
        first = lake.compact(spark);
        MixedLines.commitSecond(lake);
        RawZone raw = new RawZone(lake.files(), "events");
        captured = new ArrayList<>();
        capturedLines = new ArrayList<>();
        for (Microbatch microbatch : raw.committed()) {
            captured.add(raw.manifest(microbatch));
            byte[] content = Files.readAllBytes(lake.path(microbatch.path("part-00000")));
            Lines.split(content).forEach(line -> capturedLines.add(new String(line, StandardCharsets.ISO_8859_1)));
        }
        second = lake.compact(spark);
        table = lake.table(spark, "events").cache();
    }

    @Test
    void addsEachKeyThatTheFilterKeepsOnce() {
        List<Long> ids = table.select("id").orderBy("id").collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();

        assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L, 10L, 11L, 12L, 30L);
    }

    @Test
    void keepsTheLineThatWasCapturedFirst() {
        assertThat(textOf(2)).isEqualTo("first");
        assertThat(textOf(6)).isEqualTo("captured first");
        assertThat(textOf(8)).isEqualTo("a day ahead of its microbatch");
        assertThat(textOf(12)).isEqualTo("last of the microbatch");
        assertThat(textOf(30)).isEqualTo("the first that the filter keeps");
    }

    private static String textOf(long id) {
        return table.where("id = " + id).select("text").head().getString(0);
    }

    @Test
    void saysWhereEachRowCameFrom() {
        assertThat(originOf(1)).isEqualTo("events-1795377600000 0");
        assertThat(originOf(5)).isEqualTo("events-1795377600000 4");
        assertThat(originOf(6)).isEqualTo(NIGHT + " 0");
        assertThat(originOf(11)).isEqualTo(MIDNIGHT + " 2");
        assertThat(originOf(12)).isEqualTo(MIDNIGHT + " 4");
        assertThat(originOf(30)).isEqualTo("events-1795392005000 1");
    }

    private static String originOf(long id) {
        Row row = table.where("id = " + id).select("_microbatch", "_line").head();
        return row.getString(0) + " " + row.getLong(1);
    }

    @Test
    void partitionsByTheUtcDateOfTheEvent() {
        assertThat(dayOf(6)).isEqualTo("2026-11-22");
        assertThat(dayOf(8)).isEqualTo("2026-11-23");
        assertThat(dayOf(9)).isEqualTo("2026-11-22");
    }

    @Test
    void partitionsByTheDateOfTheMicrobatchWhereTheEventHasNoTime() {
        assertThat(table.where("id = 11 AND at IS NULL").count()).isEqualTo(1);
        assertThat(dayOf(11)).isEqualTo("2026-11-23");
    }

    private static String dayOf(long id) {
        return table.where("id = " + id).selectExpr("CAST(dt AS STRING)").head().getString(0);
    }

    @Test
    void rescuesValuesThatDoNotFit() {
        Row row = table.where("id = 10").select("n", "_rescued").head();

        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.getString(1)).isEqualTo("{\"/n\":\"many\"}");
        assertThat(table.where("_rescued IS NOT NULL").count()).isEqualTo(1);
    }

    @Test
    void countsEveryLineOnce() {
        Result plan1 = first.results().get(0);
        Result plan2 = second.results().get(0);

        assertThat(first.problems()).isEmpty();
        assertThat(first.results()).hasSize(1);
        assertThat(counts(plan1)).containsExactly(5L, 5L, 0L, 0L, 0L, 0L);
        assertThat(second.problems()).isEmpty();
        assertThat(second.results()).hasSize(1);
        assertThat(counts(plan2)).containsExactly(20L, 7L, 5L, 2L, 4L, 2L);
        assertThat(plan2.plan().number()).isEqualTo(2);
        assertThat(plan2.tableVersion()).isEqualTo(2);
    }

    private static List<Long> counts(Result result) {
        return List.of(
                result.plan().lines(),
                result.rows(),
                result.duplicates(),
                result.dropped(),
                result.malformed(),
                result.control());
    }

    @Test
    void commitsOnceForEachPlanUnderItsNumber() throws IOException {
        String filter = Filter.of(MixedLines.FILTER, MixedLines.spec().schema()).hash();

        assertThat(DeltaFiles.transactions(lake.path("tables/events")))
                .containsExactly("weir/events 1", "weir/events 2");
        assertThat(DeltaFiles.infos(lake.path("tables/events")))
                .containsExactly(
                        new CommitInfo(
                                "events",
                                1,
                                1795377600000L,
                                1795377600000L,
                                filter,
                                hours("2026-11-22T20:00:00Z", new Verdicts(5, 0, 0, 0))),
                        new CommitInfo(
                                "events",
                                2,
                                1795391990000L,
                                1795392005000L,
                                filter,
                                hours(
                                        "2026-11-22T23:00:00Z", new Verdicts(5, 1, 2, 2),
                                        "2026-11-23T00:00:00Z", new Verdicts(7, 1, 2, 0))));
    }

    private static SortedMap<Instant, Verdicts> hours(Object... pairs) {
        SortedMap<Instant, Verdicts> hours = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            hours.put(Instant.parse((String) pairs[i]), (Verdicts) pairs[i + 1]);
        }
        return hours;
    }

    @Test
    void keepsTheCoverageOfEachPlanByHour(SparkSession spark) {
        List<String> rows = spark
                .read()
                .format("delta")
                .load(lake.files().uri("coverage/events"))
                .selectExpr("to_json(struct(hour, plan, microbatches, received, written, control, malformed, kept,"
                        + " dropped, rows, duplicates))")
                .orderBy("hour")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0).replace("\"", ""))
                .toList();

        assertThat(rows)
                .containsExactly(
                        "{hour:2026-11-22T20:00:00.000Z,plan:1,microbatches:1,received:5,written:5,control:0,"
                                + "malformed:0,kept:5,dropped:0,rows:5,duplicates:0}",
                        "{hour:2026-11-22T23:00:00.000Z,plan:2,microbatches:2,received:10,written:10,control:2,"
                                + "malformed:2,kept:5,dropped:1,rows:2,duplicates:3}",
                        "{hour:2026-11-23T00:00:00.000Z,plan:2,microbatches:2,received:10,written:10,control:0,"
                                + "malformed:2,kept:7,dropped:1,rows:5,duplicates:2}");
    }

    @Test
    void leavesNothingInTheRawZone() throws IOException {
        assertThat(lake.tree("raw")).isEmpty();
    }

    @Test
    void archivesExactlyTheLinesInOneSegmentADay() throws IOException {
        LakeFiles files = lake.files();
        Archive archive = new Archive(files, "events");
        List<Segment> segments = archive.segments().stream()
                .filter(segment -> segment.plan() == 2)
                .toList();
        List<String> archived = new ArrayList<>();
        for (Segment segment : segments) {
            archived.addAll(LakeState.lines(files, archive.footer(segment)));
        }

        assertThat(archived).hasSize(20).containsExactlyElementsOf(capturedLines);
        assertThat(segments.stream().map(Segment::path))
                .containsExactly(
                        "archive/events/dt=2026-11-22/events-1795391990000-1795391995000-00000002.jsonl.zst",
                        "archive/events/dt=2026-11-23/events-1795392000000-1795392005000-00000002.jsonl.zst")
                .containsExactlyElementsOf(second.results().get(0).segments());
    }

    @Test
    void keepsTheManifestsInTheSegment() throws IOException {
        Archive archive = new Archive(lake.files(), "events");
        List<Manifest> kept = new ArrayList<>();
        for (Segment segment : archive.segments()) {
            if (segment.plan() == 2) {
                kept.addAll(archive.footer(segment).manifests());
            }
        }

        assertThat(kept).hasSize(4).containsExactlyElementsOf(captured);
    }

    @Test
    void quarantinesMalformedLinesAsReceived() throws IOException {
        List<String> lines = LakeState.quarantine(lake.files(), "events");

        assertThat(lines)
                .containsExactly(
                        NIGHT + ":4 invalid-json {\"id\":70,",
                        "events-1795391995000:2 invalid-utf8 {\"id\":71,\"text\":\"\u00ff\"}",
                        MIDNIGHT + ":3 unusable-key {\"id\":\"x1\",\"lang\":\"pt\"}",
                        "events-1795392005000:2 not-an-object [1]");
        assertThat(new Quarantine(lake.files(), "events").lines())
                .allSatisfy(line -> assertThat(line.malformed().detail()).isNotBlank());
        assertThat(lake.tree("quarantine"))
                .containsExactly(
                        "quarantine/events/dt=2026-11-22/events-00000002.jsonl",
                        "quarantine/events/dt=2026-11-23/events-00000002.jsonl");
    }

    @Test
    void findsNothingAfterwardsAndAsksForNoSession() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Outcome third;
        try (CompactionService service = CompactionService.open(lake.config(), List.of(), () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("nobody should ask for a session");
        })) {
            third = service.compact();
        }

        assertThat(third).isEqualTo(new Outcome(List.of(), List.of()));
        assertThat(asked).hasValue(0);
    }

    @Test
    void makesIndexesAgainThatAreMissingOrDamaged() throws IOException {
        List<String> indexes = lake.tree("archive").stream()
                .filter(path -> path.endsWith(".index"))
                .toList();
        assertThat(indexes).hasSizeGreaterThan(1);
        List<byte[]> written = new ArrayList<>();
        for (String path : indexes) {
            written.add(Files.readAllBytes(lake.path(path)));
        }
        Files.delete(lake.path(indexes.get(0)));
        Files.writeString(lake.path(indexes.get(1)), "{ \"format\" : 2 }");

        try (CompactionService service = CompactionService.open(lake.config(), List.of(), () -> {
            throw new IllegalStateException("nobody should ask for a session");
        })) {
            service.compact();
        }

        for (int i = 0; i < indexes.size(); i++) {
            assertThat(lake.path(indexes.get(i))).hasBinaryContent(written.get(i));
        }
    }
}

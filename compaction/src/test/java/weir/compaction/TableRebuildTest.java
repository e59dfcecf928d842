package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.collection.JavaConverters;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.command.DecisionNeededException;
import weir.lake.files.LakeLock;
import weir.lake.history.PromotionMark;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.schema.Schema;
import weir.report.Difference;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a stream's table that is computed anew. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class TableRebuildTest {

    private static final StreamSpec SPEC = MixedLines.spec();

    @TempDir
    private static Path original;

    @TempDir
    private Path folder;

    private TestLake lake;
    private SparkSession spark;
    private TableRebuilds rebuilds;

    @BeforeAll
    static void compactTwice(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(original, SPEC);
        MixedLines.commitFirst(lake);
        lake.compact(spark);
        MixedLines.commitSecond(lake);
        lake.compact(spark);
    }

    @BeforeEach
    void copy(SparkSession session) throws IOException {
        spark = session;
        rebuilds = TableRebuilds.load();
        lake = TestLake.of(folder, SPEC);
        KilledRun.copyTree(TestLake.of(original, SPEC).root(), lake.root());
    }

    private Difference rebuilt(StreamSpec spec) throws IOException {
        rebuilds.compute(spark, lake.files(), spec);
        return rebuilds.difference(spark, lake.files(), "events");
    }

    private TableRebuilds.Promoted promote(Changes since) throws IOException {
        return rebuilds.promote(spark, lake.files(), "events", since);
    }

    private void requireThatItAddsUp(StreamSpec spec) throws IOException {
        TableState.requireThatItAddsUp(lake, spark, spec, "");
    }

    @Test
    void sameFilterNoDifference() throws IOException {
        lake.commit(
                "2026-11-22T19:00:00Z",
                List.of(
                        MixedLines.event(1, "2026-11-22T18:59:59Z", "captured before, compacted after"),
                        MixedLines.event(50, "2026-11-22T18:59:59Z", "late")));
        lake.compact(spark);
        List<String> before = TableState.rows(lake, spark, "events");

        Difference difference = rebuilt(SPEC);

        assertThat(difference.isEmpty()).as(difference.toString()).isTrue();
        assertThat(difference.rows()).isEqualTo(new Difference.Counts(13, 13, 0, 0, 0));
        assertThat(difference.windows().live()).isEqualTo(2);
        LakeState state = LakeState.of(lake, spark, "events");
        promote(Changes.REFUSED);
        assertThat(LakeState.of(lake, spark, "events"))
                .usingRecursiveComparison()
                .ignoringFields("transactions")
                .isEqualTo(state);
        assertThat(TableState.rows(lake, spark, "events")).isEqualTo(before);
        assertThat(lake.tree("shadows")).isEmpty();
        assertThat(lake.tree("state/shadows")).isEmpty();
        assertThat(lake.tree("state/promotions")).isEmpty();
        requireThatItAddsUp(SPEC);
    }

    @Test
    void anotherFilterShowsWhatWouldChangeAndThenTheTableHasIt() throws IOException {
        StreamSpec wider = SPEC.withFilter("id < 8 OR lang = 'en'");

        Difference difference = rebuilt(wider);

        // 7 and the first line of 30 are in English; 8, 9, 11, 12 are none of it
        assertThat(difference.rows()).isEqualTo(new Difference.Counts(12, 8, 1, 5, 1));
        assertThat(difference.days())
                .isEqualTo(Map.of(
                        "2026-11-22", new Difference.Counts(7, 8, 1, 1, 0),
                        "2026-11-23", new Difference.Counts(5, 0, 0, 4, 1)));
        assertThat(difference.samples()).hasSize(7).anySatisfy(sample -> {
            assertThat(sample.kind()).isEqualTo(Difference.Kind.ADDED);
            assertThat(sample.key()).isEqualTo(Map.of("id", "7"));
        });
        List<String> properties = properties();
        // other files with the same rows are no change
        DeltaTable.forPath(spark, lake.files().uri("tables/events")).optimize().executeCompaction();

        assertThat(promote(Changes.REFUSED).version()).isEqualTo(4);

        assertThat(TableState.ids(lake.table(spark, "events"))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 30L);
        assertThat(properties()).isEqualTo(properties);
        assertThat(new StreamTable(spark, lake.files().uri("tables/events"), SPEC).lastPlan())
                .hasValue(2);
        requireThatItAddsUp(wider);
        // what comes next is judged by the configuration
        lake.commit("2026-11-23T01:00:00Z", List.of(MixedLines.event(8, "2026-11-23T00:59:00Z", "again")));
        lake.compact(spark);
        assertThat(TableState.ids(lake.table(spark, "events"))).contains(8L).hasSize(9);
        requireThatItAddsUp(SPEC);
        assertThat(rebuilt(SPEC).rows().added()).isEqualTo(4);
    }

    private List<String> properties() {
        return spark
                .sql("DESCRIBE DETAIL delta.`" + lake.files().uri("tables/events") + "`")
                .selectExpr("to_json(struct(partitionColumns, properties, minReaderVersion, minWriterVersion))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void anotherSchemaChangesColumnsAndWhatIsMalformed() throws IOException {
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), SPEC, OptionalLong::empty, Clock.systemUTC())) {
            orders.drop(new LineSelection(Optional.of("invalid-utf8"), TimeRange.ALL));
        }
        // the key is a text now, and "n" is gone: {"id":"x1"} is a record, and what has no key stays malformed
        StreamSpec other = new StreamSpec(
                "events",
                Schema.parse(
                        """
                        format = 1
                        control = [limit, delete]
                        columns = [
                          { name = id, type = string }
                          { name = at, type = timestamp }
                          { name = text, type = string }
                          { name = lang, type = string }
                        ]
                        """,
                        "other"),
                List.of("id"),
                "at",
                SPEC.filter());

        Difference difference = rebuilt(other);

        assertThat(difference.columnsAdded()).containsExactly("id string");
        assertThat(difference.columnsRemoved()).containsExactly("id bigint", "n int", "tags array<string>");
        assertThat(difference.rows()).isEqualTo(new Difference.Counts(12, 13, 13, 12, 0));
        promote(Changes.REFUSED);
        Dataset<Row> table = lake.table(spark, "events");
        assertThat(table.columns())
                .containsExactly("id", "at", "text", "lang", "_rescued", "_microbatch", "_line", "dt");
        assertThat(table.where("id = 'x1'").count()).isEqualTo(1);
        assertThat(JavaConverters.mapAsJavaMap(
                        DeltaLog.forTable(spark, lake.files().uri("tables/events"))
                                .update(false, Option.empty(), Option.empty())
                                .metadata()
                                .configuration()))
                .containsEntry("delta.dataSkippingStatsColumns", "`id`,`at`,`_microbatch`")
                .containsEntry("delta.enableDeletionVectors", "false");
        assertThat(LakeState.quarantine(lake.files(), "events")).hasSize(2);
        TestLake after = TestLake.of(folder, other);
        after.compact(spark); // makes the indexes of the archive for this schema
        requireThatItAddsUp(other);
        after.commit("2026-11-23T01:00:00Z", List.of(Lines.utf8("{\"id\":\"x2\",\"lang\":\"pt\"}")));
        after.compact(spark);
        requireThatItAddsUp(other);
        assertThat(rebuilt(other).isEmpty()).isTrue();
    }

    @Test
    void whatCameBackFromQuarantineIsARowWhereItCameBack() throws IOException {
        StreamSpec lenient = new StreamSpec("events", textKeys(), List.of("id"), "at", SPEC.filter());
        try (QuarantineOrders orders = new QuarantineOrders(
                lake.files(),
                lenient,
                OptionalLong::empty,
                Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC))) {
            assertThat(orders.requeue(LineSelection.ALL).order()).isPresent();
        }
        rebuilds.compute(spark, lake.files(), lenient);
        promote(Changes.REFUSED);
        assertThat(lake.table(spark, "events").where("id = 'x1'").count()).isZero();
        assertThat(TableState.balance(lake, spark, "events").findings()).isEmpty();
        TestLake after = TestLake.of(folder, lenient);

        after.compact(spark);

        assertThat(lake.table(spark, "events")
                        .where("id = 'x1' AND _microbatch = 'events-"
                                + Instant.parse("2026-11-24T00:00:00Z").toEpochMilli() + "'")
                        .count())
                .isEqualTo(1);
        requireThatItAddsUp(lenient);
        assertThat(rebuilt(lenient).isEmpty()).isTrue();
    }

    private static Schema textKeys() {
        return Schema.parse(
                SPEC.schema().text().replace("name = id, type = bigint", "name = id, type = string"), "text");
    }

    @Test
    void aTableThatMovesOnIsNotReplacedUnlessToldTo() throws IOException {
        StreamSpec fewer = SPEC.withFilter("id < 3");
        rebuilds.compute(spark, lake.files(), fewer);
        lake.commit(
                "2026-11-23T01:00:00Z",
                List.of(
                        MixedLines.event(0, "2026-11-23T00:59:00Z", "new"),
                        MixedLines.event(80, "2026-11-23T00:59:00Z", "new")));
        lake.compact(spark);
        List<String> before = TableState.rows(lake, spark, "events");

        assertThatThrownBy(() -> promote(Changes.REFUSED))
                .isInstanceOf(DecisionNeededException.class)
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("--despite-changes");
        assertThat(TableState.rows(lake, spark, "events")).isEqualTo(before);

        promote(Changes.COMPUTED_ANEW);

        assertThat(TableState.ids(lake.table(spark, "events"))).containsExactly(0L, 1L, 2L);
        requireThatItAddsUp(fewer);
    }

    @Test
    void nobodyCompactsMeanwhileAndNobodyPromotesWhatIsNotThere() throws IOException {
        assertThatThrownBy(() -> promote(Changes.REFUSED)).hasMessageContaining("bin/replay table events makes one");
        rebuilds.compute(spark, lake.files(), SPEC);
        try (LakeLock compaction = LakeLock.take(lake.files(), "compaction")) {
            assertThatThrownBy(() -> promote(Changes.REFUSED)).hasMessageContaining("compaction");
        }

        rebuilds.discard(lake.files(), "events");

        assertThat(Stream.of("shadows", "state/shadows").map(path -> Files.exists(lake.path(path + "/tables/events"))))
                .containsOnly(false);
        assertThatThrownBy(() -> rebuilds.discard(lake.files(), "events")).hasMessageContaining("has no shadow");
    }

    @Test
    void whileATableIsBeingReplacedNobodyCountsOnItsNumbers() throws IOException {
        rebuilds.compute(spark, lake.files(), SPEC.withFilter("id < 3"));
        PromotionMark mark = new PromotionMark(lake.files(), "events");
        mark.put("of a promotion that was killed before its commit");

        assertThat(TableState.balance(lake, spark, "events").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .contains("is being replaced")
                        .contains("the next compaction finishes it"));
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), SPEC, OptionalLong::empty, Clock.systemUTC())) {
            assertThatThrownBy(() -> orders.drop(LineSelection.ALL)).hasMessageContaining("is being replaced");
        }
        assertThatThrownBy(() -> rebuilds.compute(spark, lake.files(), SPEC)).hasMessageContaining("is being replaced");
        assertThatThrownBy(() -> rebuilds.discard(lake.files(), "events")).hasMessageContaining("is being replaced");

        lake.compact(spark);

        assertThat(mark.shadow()).isEmpty();
        assertThat(TableState.balance(lake, spark, "events").findings()).isEmpty();
        rebuilds.discard(lake.files(), "events");
        assertThat(TableState.ids(lake.table(spark, "events"))).hasSize(12);
    }

    @Test
    void whatWasADuplicateOfADeletedRowStaysOut() throws IOException {
        StreamSpec whole = new StreamSpec(
                "notes",
                Schema.parse(Lines.notes("true").schema().text().replace("clear = [place]", ""), "whole"),
                List.of("id"),
                "at",
                "true");
        TestLake notes = TestLake.of(folder.resolve("notes"), whole);
        notes.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T09:59:00Z", 7),
                        Lines.note(1, "2026-11-22T09:59:01Z", 9),
                        Lines.note(2, "2026-11-22T09:59:02Z", 7),
                        Lines.note(4, "2026-11-22T09:59:03Z", 9),
                        Lines.note(4, "2026-11-22T09:59:04Z", 7)));
        notes.compact(spark);
        notes.commit(
                "2026-11-22T11:00:00Z",
                List.of(
                        Lines.note(2, "2026-11-22T10:59:00Z", 9),
                        Lines.utf8("{\"forget\":{\"author\":7,\"up_to\":9}}")));
        notes.compact(spark);
        notes.commit(
                "2026-11-22T12:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T11:59:00Z", 9),
                        Lines.note(1, "2026-11-22T11:59:01Z", 9),
                        Lines.note(3, "2026-11-22T11:59:02Z", 9)));
        notes.compact(spark);
        assertThat(TableState.ids(notes.table(spark, "notes"))).containsExactly(1L, 3L, 4L);

        for (String deadline : List.of("1d", "0s")) { // with the deleted lines in the archive, and without
            notes.compact(spark, "compaction.deletion.archive-deadline=" + deadline);
            rebuilds.compute(spark, notes.files(), whole);

            Difference difference = rebuilds.difference(spark, notes.files(), "notes");
            assertThat(difference.isEmpty()).as(deadline + " " + difference).isTrue();
        }
        rebuilds.promote(spark, notes.files(), "notes", Changes.REFUSED);
        TableState.requireThatItAddsUp(notes, spark, whole, "");
    }

    @Test
    void aTableThatIsGoneComesBack() throws IOException {
        List<String> before = TableState.rows(lake, spark, "events");
        lake.files().delete("tables/events");
        DeltaLog.clearCache();

        assertThat(rebuilt(SPEC).rows()).isEqualTo(new Difference.Counts(0, 12, 12, 0, 0));
        promote(Changes.REFUSED);

        assertThat(TableState.rows(lake, spark, "events")).isEqualTo(before);
        requireThatItAddsUp(SPEC);
        assertThat(lake.compact(spark).results()).isEmpty();
    }

    @Test
    void whatTheFilterSawBeforeItWasClearedIsNotJudgedAgain() throws IOException {
        StreamSpec placed = Lines.notes("place IS NOT NULL");
        TestLake notes = TestLake.of(folder.resolve("notes"), placed);
        notes.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T09:59:00Z", 7),
                        Lines.note(2, "2026-11-22T09:59:01Z", 7),
                        Lines.note(1, "2026-11-22T09:59:02Z", 7),
                        Lines.utf8("")));
        notes.compact(spark);
        notes.commit("2026-11-22T12:00:00Z", List.of(Lines.utf8("{\"forget\":{\"author\":7,\"up_to\":1}}")));
        notes.compact(spark, "compaction.deletion.archive-deadline=0s");

        rebuilds.compute(spark, notes.files(), placed);

        assertThat(rebuilds.difference(spark, notes.files(), "notes").isEmpty()).isTrue();
        rebuilds.promote(spark, notes.files(), "notes", Changes.REFUSED);
        assertThat(TableState.ids(notes.table(spark, "notes").where("place IS NULL")))
                .containsExactly(1L);
        TableState.requireThatItAddsUp(notes, spark, placed, "");
        StreamSpec other = Lines.notes("place IS NOT NULL AND id > 0");
        rebuilds.compute(spark, notes.files(), other);
        assertThat(rebuilds.difference(spark, notes.files(), "notes").rows())
                .isEqualTo(new Difference.Counts(2, 1, 0, 1, 0));
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.LakeLock;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.OrderResult;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.schema.Schema;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was deleted is gone by its deadlines also where its line was malformed, in quarantine, or came back from there. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class QuarantineDeletionTest {

    /** Ends in an error for author 6. */
    private static final StreamSpec FAILING =
            Lines.notes("element_at(split(text, '-'), IF(author.id = 6, 0, 1)) IS NOT NULL");

    private static final StreamSpec SOUND = Lines.notes("true");
    private static final String[] AT_ONCE = {
        "compaction.deletion.archive-deadline=0s", "compaction.deletion.version-deadline=0s"
    };

    @TempDir
    private Path folder;

    private SparkSession spark;
    private TestLake lake;

    @BeforeEach
    void open(SparkSession session) {
        spark = session;
        lake = TestLake.of(folder, FAILING);
    }

    private List<Path> filesWith(String text) throws IOException {
        return new LakeSearch(spark, lake.root()).filesWith(text);
    }

    private void quarantineTwo() throws IOException {
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.note(1, "2026-11-22T09:59:00Z", 7),
                        Lines.note(2, "2026-11-22T09:59:01Z", 6),
                        Lines.note(3, "2026-11-22T09:59:02Z", 6)));
        lake.compact(spark, AT_ONCE);
        assertThat(new Quarantine(lake.files(), "notes").lines()).hasSize(2);
    }

    private void deleteThem() throws IOException {
        lake.commit(
                "2026-11-22T12:00:00Z",
                List.of(Lines.utf8("{\"delete\":{\"id\":2}}"), Lines.utf8("{\"forget\":{\"author\":6,\"up_to\":3}}")));
    }

    private OrderResult requeue(StreamSpec spec) throws IOException {
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), spec, OptionalLong::empty, Clock.systemUTC())) {
            return orders.requeue(LineSelection.ALL);
        }
    }

    private void requireThatTheyAreGone() throws IOException {
        assertThat(filesWith("text-of-2")).isEmpty();
        assertThat(filesWith("place-of-2")).isEmpty();
        assertThat(filesWith("place-of-3")).isEmpty();
        assertThat(filesWith("text-of-3")).isNotEmpty();
        assertThat(filesWith("place-of-1")).isNotEmpty();
    }

    @Test
    void leavesTheQuarantineWithTheArchive() throws IOException {
        quarantineTwo();
        deleteThem();
        lake.compact(spark);
        assertThat(filesWith("text-of-2")).isNotEmpty();

        lake.compact(spark, AT_ONCE);

        requireThatTheyAreGone();
        TableState.requireThatItAddsUp(lake, spark, FAILING, "deleted in quarantine");
        requeue(SOUND);
        lake = TestLake.of(folder, SOUND);
        lake.compact(spark, AT_ONCE);
        requireThatTheyAreGone();
        assertThat(TableState.ids(lake.table(spark, "notes"))).containsExactly(1L, 3L);
        TableState.requireThatItAddsUp(lake, spark, SOUND, "requeued");
    }

    @Test
    void waitsForWhoDecidesAboutTheQuarantine() throws IOException {
        quarantineTwo();
        deleteThem();
        try (LakeLock deciding = LakeLock.take(lake.files(), "quarantine-notes")) {
            assertThatThrownBy(() -> lake.compact(spark, AT_ONCE)).hasMessageContaining("quarantine-notes");
        }

        lake.compact(spark, AT_ONCE);

        requireThatTheyAreGone();
    }

    @Test
    void isGoneEverywhereIfItCameBackBefore() throws IOException {
        quarantineTwo();
        assertThat(requeue(SOUND).order()).isPresent();
        lake = TestLake.of(folder, SOUND);
        lake.compact(spark, AT_ONCE);
        assertThat(TableState.ids(lake.table(spark, "notes"))).containsExactly(1L, 2L, 3L);
        deleteThem();

        lake.compact(spark, AT_ONCE);

        requireThatTheyAreGone();
        assertThat(TableState.ids(lake.table(spark, "notes"))).containsExactly(1L, 3L);
        TableState.requireThatItAddsUp(lake, spark, SOUND, "requeued, then deleted");
        new TableRebuild(spark, lake.files(), "notes").compute(SOUND);
        assertThat(new TableRebuild(spark, lake.files(), "notes").difference().isEmpty())
                .isTrue();
    }

    @Test
    void isGoneEverywhereIfAnotherSchemaMakesARecordOfItLater() throws IOException {
        lake = TestLake.of(folder, SOUND);
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(
                        Lines.utf8("{\"id\":\"2\",\"text\":\"text-of-2\"}"),
                        Lines.utf8("{\"id\":\"3\",\"text\":\"text-of-3\"}")));
        lake.commit("2026-11-22T12:00:00Z", List.of(Lines.utf8("{\"delete\":{\"id\":2}}")));
        lake.compact(spark, AT_ONCE);
        assertThat(new Quarantine(lake.files(), "notes").lines()).hasSize(2);
        StreamSpec text = new StreamSpec(
                "notes",
                Schema.parse(
                        SOUND.schema()
                                .text()
                                .replace(
                                        "name = id, type = bigint }\n  { name = at",
                                        "name = id, type = string }\n  { name = at")
                                .replace("up-to = { column = id, value = forget.up_to }", ""),
                        "text"),
                List.of("id"),
                "at",
                "true");
        TableRebuilds.load().compute(spark, lake.files(), text);
        TableRebuilds.load().promote(spark, lake.files(), "notes", Changes.REFUSED);
        lake = TestLake.of(folder, text);

        lake.compact(spark, AT_ONCE);

        assertThat(filesWith("text-of-2")).isEmpty();
        assertThat(filesWith("text-of-3")).isNotEmpty();
    }
}

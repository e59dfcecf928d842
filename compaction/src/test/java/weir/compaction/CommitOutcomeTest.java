package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.compaction.BrokenLogStore.Fault;
import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A commit that seems to have failed may be in the table. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class CommitOutcomeTest {

    @TempDir
    private Path folder;

    private TestLake lake;

    @BeforeEach
    void commitLines() throws IOException {
        lake = TestLake.of(folder, Lines.events("true"));
        lake.commit(
                "2026-11-22T10:00:00Z",
                List.of(Lines.event(1, "2026-11-22T10:00:00Z", "pt"), Lines.event(2, "2026-11-22T10:00:00Z", "pt")));
    }

    @AfterEach
    void repairTheLog() {
        BrokenLogStore.repair();
    }

    @Test
    void goesOnWhenTheCommitIsInTheTableThoughItsReplyWasLost(SparkSession spark) throws IOException {
        BrokenLogStore.breakNext(Fault.LOST_REPLY);

        Outcome outcome = lake.compact(spark);

        assertThat(outcome.results()).singleElement().satisfies(result -> assertThat(result.rows())
                .isEqualTo(2));
        assertThat(lake.table(spark, "events").count()).isEqualTo(2);
        assertThat(DeltaFiles.transactions(lake.path("tables/events"))).containsExactly("weir/events 1");
        assertThat(lake.tree("raw")).isEmpty();
    }

    @Test
    void removesNothingWhenTheCommitFailedAndDoesItAgain(SparkSession spark) throws IOException {
        List<String> raw = lake.tree("raw");
        BrokenLogStore.breakNext(Fault.BEFORE_WRITE);

        assertThatThrownBy(() -> lake.compact(spark)).hasStackTraceContaining("the disk is full");
        assertThat(lake.tree("raw")).isEqualTo(raw);
        assertThat(lake.tree("archive")).isEmpty();

        assertThat(lake.compact(spark).results().get(0).rows()).isEqualTo(2);
        assertThat(lake.table(spark, "events").count()).isEqualTo(2);
        assertThat(DeltaFiles.transactions(lake.path("tables/events"))).containsExactly("weir/events 1");
    }

    @Test
    void leavesItToAPersonWhenTheLogCannotBeRead(SparkSession spark) throws IOException {
        List<String> raw = lake.tree("raw");
        BrokenLogStore.breakNext(Fault.LOST_LOG);

        assertThatThrownBy(() -> lake.compact(spark))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessage("Cannot say whether plan 1 of events is in "
                        + lake.files().uri("tables/events")
                        + ": the commit failed and the table's log cannot be read. Nothing was removed. Look at the"
                        + " log, then start the compaction again: it asks the log first.")
                .hasStackTraceContaining("the reply was lost")
                .hasStackTraceContaining("the log cannot be listed");
        assertThat(lake.tree("raw")).isEqualTo(raw);
        assertThat(lake.tree("archive")).isEmpty();

        BrokenLogStore.repair();

        assertThat(lake.compact(spark).results().get(0).rows()).isEqualTo(2);
        assertThat(lake.table(spark, "events").count()).isEqualTo(2);
        assertThat(DeltaFiles.transactions(lake.path("tables/events"))).containsExactly("weir/events 1");
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.verify.Verified;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class TableVerificationTest {

    private static final TimeRange LATE = TimeRange.parse("2026-11-22T23:00:00Z", null);

    @TempDir
    private Path folder;

    private TestLake lake;
    private DeltaTable table;

    @BeforeEach
    void compactTwice(SparkSession spark) throws IOException {
        lake = TestLake.of(folder, MixedLines.spec());
        MixedLines.commitFirst(lake);
        lake.compact(spark);
        MixedLines.commitSecond(lake);
        lake.compact(spark);
        table = DeltaTable.forPath(spark, lake.files().uri("tables/events"));
    }

    private Verified verify(SparkSession spark, TimeRange range) throws IOException {
        return new TableVerification(lake.files(), spark, MixedLines.spec(), range).run();
    }

    private Verified count() throws IOException {
        return new QuarantineCount(lake.files(), "events", TimeRange.ALL).run();
    }

    @Test
    void findsNothingInASoundTable(SparkSession spark) throws IOException {
        table.optimize().executeCompaction();

        assertThat(verify(spark, TimeRange.ALL)).isEqualTo(new Verified("table", "12 rows", List.of()));
        assertThat(verify(spark, LATE)).isEqualTo(new Verified("table", "7 rows", List.of()));
    }

    @Test
    void findsADeletedRow(SparkSession spark) throws IOException {
        table.delete("id = 3");

        assertThat(verify(spark, TimeRange.ALL).mismatches()).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.where())
                    .endsWith("tables/events, microbatches of plan 1 of events from"
                            + " events-1795377600000 to events-1795377600000");
            assertThat(mismatch.expected()).isEqualTo("the commit says 5 rows");
            assertThat(mismatch.found()).isEqualTo("4 rows");
        });
        assertThat(verify(spark, LATE).mismatches()).isEmpty();
    }

    @Test
    void findsAKeyThatIsThereTwiceAndRowsOfNoPlan(SparkSession spark) throws IOException {
        table.toDF()
                .where("id = 3")
                .withColumn("_microbatch", functions.lit("events-5"))
                .write()
                .format("delta")
                .mode("append")
                .save(lake.files().uri("tables/events"));

        assertThat(verify(spark, TimeRange.ALL).mismatches())
                .extracting(Mismatch::found)
                .containsExactly("1 rows of no plan", "2 rows");
    }

    @Test
    void findsThatTheTableIsGone(SparkSession spark) throws IOException {
        lake.files().delete("tables/events");

        assertThat(verify(spark, TimeRange.ALL).mismatches())
                .extracting(Mismatch::expected)
                .containsExactlyInAnyOrder("a table with 5 rows of plan 1", "a table with 7 rows of plan 2");
    }

    @Test
    void balancesWhatWentToQuarantine() throws IOException {
        assertThat(count()).isEqualTo(new Verified("quarantine counts", "4 there, 0 requeued, 0 dropped", List.of()));
        try (QuarantineOrders orders =
                new QuarantineOrders(lake.files(), MixedLines.spec(), OptionalLong::empty, Clock.systemUTC())) {
            orders.drop(new LineSelection(Optional.empty(), TimeRange.parse(null, "2026-11-23")));
        }
        assertThat(count().mismatches()).isEmpty();

        for (String file : lake.tree("quarantine")) {
            if (file.endsWith(".jsonl")) {
                Files.delete(lake.path(file));
            }
        }

        assertThat(count().mismatches()).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.where()).endsWith("quarantine/events, lines of plan 2 of events");
            assertThat(mismatch.expected()).isEqualTo("4 malformed lines, as state/plans says");
        });
    }
}

package weir.compaction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class PlanTransactionsTest {

    private static final String STREAM = "events";

    @TempDir
    private Path folder;

    private SparkSession spark;

    private String uri() {
        return folder.resolve("table").toUri().toString();
    }

    private void append(String application, long version) {
        spark.range(1)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", application)
                .option("txnVersion", version)
                .save(uri());
    }

    private void commitWithoutPlan() {
        spark.range(1).write().format("delta").mode("append").save(uri());
    }

    private OptionalLong last() {
        OptionalLong found = PlanTransactions.last(spark, uri(), STREAM);
        DeltaLog.clearCache();
        return found;
    }

    @Test
    void theLastPlanIsFoundWhateverCameBehindIt(SparkSession session) throws Exception {
        spark = session;
        assertThat(last()).as("no table").isEmpty();

        append("another application", 40);
        assertThat(last()).as("no plan").isEmpty();

        append(PlanTransactions.id(STREAM), 1);
        append(PlanTransactions.id(STREAM), 7);
        append(PlanTransactions.id("other"), 9);
        assertThat(last()).hasValue(7);

        for (int i = 0; i < 30; i++) {
            commitWithoutPlan();
        }
        assertThat(last()).as("far back").hasValue(7);
    }

    @Test
    void theLastPlanIsFoundWhereItsCommitIsOnlyInACheckpoint(SparkSession session) throws Exception {
        spark = session;
        append(PlanTransactions.id(STREAM), 3);
        for (int i = 0; i < 11; i++) {
            commitWithoutPlan();
        }
        for (int version = 0; version < 10; version++) {
            Files.delete(folder.resolve("table/_delta_log/%020d.json".formatted(version)));
        }
        DeltaLog.clearCache();
        assertThat(last()).hasValue(3);
    }
}

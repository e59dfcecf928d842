package weir.compaction;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.command.Progress;
import weir.lake.coverage.Balance;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests ask of a stream's table and of the numbers around it. */
final class TableState {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);

    private TableState() {}

    /** The rows as JSON, sorted. */
    static List<String> rows(TestLake lake, SparkSession spark, String stream) {
        return lake.table(spark, stream).toJSON().collectAsList().stream()
                .sorted()
                .toList();
    }

    /** The values of the column {@code id}, sorted. */
    static List<Long> ids(Dataset<Row> rows) {
        return rows.select("id").as(Encoders.LONG()).collectAsList().stream()
                .sorted()
                .toList();
    }

    /** What {@code bin/lake coverage} weighs. */
    static Balance balance(TestLake lake, SparkSession spark, String stream) throws IOException {
        return new StreamBalance(lake.files(), lake.files(), () -> spark, stream, CLOCK)
                .of(TimeRange.ALL, () -> Progress.start("reading", "manifests", 0, CLOCK));
    }

    /** Neither {@code bin/lake coverage} nor {@code bin/lake verify} finds anything. */
    static void requireThatItAddsUp(TestLake lake, SparkSession spark, StreamSpec spec, String description)
            throws IOException {
        assertThat(balance(lake, spark, spec.name()).findings()).as(description).isEmpty();
        StreamVerification verification = new StreamVerification(lake.files(), lake.files(), spec, TimeRange.ALL);
        assertThat(Stream.concat(verification.ofFiles().stream(), verification.ofTables(() -> spark).stream())
                        .flatMap(check -> check.run(bytes -> {}).mismatches().stream()))
                .as(description)
                .isEmpty();
    }
}

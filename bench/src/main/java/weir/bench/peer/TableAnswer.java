package weir.bench.peer;

import java.nio.file.Path;

import org.apache.spark.sql.SparkSession;

/** What tables with the same tweets have in common, whoever wrote them: counts and sums of columns of each type. */
final class TableAnswer {

    private TableAnswer() {}

    static String ofDelta(SparkSession spark, Path table) {
        return spark.read()
                .format("delta")
                .load(table.toString())
                .selectExpr(
                        "count(*)",
                        "sum(id % 1000003)",
                        "sum(unix_millis(timestamp_ms))",
                        "sum(octet_length(text))",
                        "sum(octet_length(screen_name))",
                        "sum(followers_count)",
                        "count(retweeted_status_id)",
                        "count_if(truncated)")
                .head()
                .mkString(" ");
    }

    /** The same in DuckDB's SQL, as one text. */
    static String duckDbQuery(Path parquet) {
        return """
                SELECT concat_ws(' ', count(*), sum(id %% 1000003), sum(epoch_ms(timestamp_ms)), sum(strlen(text)),
                    sum(strlen(screen_name)), sum(followers_count), count(retweeted_status_id), count_if(truncated))
                FROM read_parquet('%s')
                """
                .formatted(parquet);
    }
}

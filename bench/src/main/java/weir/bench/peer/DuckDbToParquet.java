package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;

/** DuckDB's JSON reader with the same columns, and what it gives written to one Parquet file. */
public final class DuckDbToParquet implements Contender {

    private static final String THREADS = "SET threads = 2";

    private final TweetLakes data;
    private final Path lake;
    private Path parquet;

    /**
     * @param lake whose raw zone is read
     */
    public DuckDbToParquet(TweetLakes data, Path lake) {
        this.data = data;
        this.lake = lake;
    }

    @Override
    public String name() {
        return "DuckDB read_json → Parquet";
    }

    @Override
    public void prepare() throws IOException {
        Path folder = data.emptyPlace("duckdb-to-parquet");
        Files.createDirectories(folder);
        parquet = folder.resolve("tweets.parquet");
    }

    @Override
    public void run() throws SQLException {
        String copy =
                """
                COPY (
                    SELECT id, epoch_ms(CAST(timestamp_ms AS BIGINT)) AS timestamp_ms, text, lang, source, truncated,
                        "user".id AS user_id, "user".screen_name AS screen_name,
                        "user".followers_count AS followers_count, in_reply_to_status_id, retweet_count,
                        retweeted_status.id AS retweeted_status_id
                    FROM read_json('%s/*/*/part-*', format = 'newline_delimited', columns = {
                        id: 'BIGINT', timestamp_ms: 'VARCHAR', text: 'VARCHAR', lang: 'VARCHAR', source: 'VARCHAR',
                        truncated: 'BOOLEAN',
                        "user": 'STRUCT(id BIGINT, screen_name VARCHAR, followers_count BIGINT)',
                        in_reply_to_status_id: 'BIGINT', retweet_count: 'BIGINT',
                        retweeted_status: 'STRUCT(id BIGINT)'})
                ) TO '%s' (FORMAT parquet)
                """
                        .formatted(TweetJson.rawZone(lake, TweetLakes.STREAM), parquet);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(THREADS);
            statement.execute(copy);
        }
    }

    @Override
    public String answer() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TableAnswer.duckDbQuery(parquet))) {
            rows.next();
            return rows.getString(1);
        }
    }
}

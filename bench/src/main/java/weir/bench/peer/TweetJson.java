package weir.bench.peer;

import java.nio.file.Path;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.raw.Microbatch;

/** Tweets as Spark's own JSON reader reads them, into the same columns as Weir. */
public final class TweetJson {

    /** The members that become columns, in Spark's spelling. */
    static final String SCHEMA = "id BIGINT, timestamp_ms STRING, text STRING, lang STRING, source STRING,"
            + " truncated BOOLEAN, user STRUCT<id: BIGINT, screen_name: STRING, followers_count: BIGINT>,"
            + " in_reply_to_status_id BIGINT, retweet_count BIGINT, retweeted_status STRUCT<id: BIGINT>";

    /** What makes Weir's columns of them. */
    static final String[] COLUMNS = {
        "id",
        "timestamp_millis(CAST(timestamp_ms AS BIGINT)) AS timestamp_ms",
        "text",
        "lang",
        "source",
        "truncated",
        "user.id AS user_id",
        "user.screen_name AS screen_name",
        "user.followers_count AS followers_count",
        "in_reply_to_status_id",
        "retweet_count",
        "retweeted_status.id AS retweeted_status_id"
    };

    private TweetJson() {}

    /** All columns of the lines in a lake's raw zone. */
    public static Dataset<Row> read(SparkSession spark, Path lake, String stream) {
        return spark.read()
                .schema(SCHEMA)
                .option("recursiveFileLookup", "true")
                .json(rawZone(lake, stream).toString())
                .selectExpr(COLUMNS);
    }

    /** The lines as text, in the column {@code value}. */
    public static Dataset<Row> text(SparkSession spark, Path lake, String stream) {
        return spark.read()
                .option("recursiveFileLookup", "true")
                .text(rawZone(lake, stream).toString());
    }

    /** The folder of the lines. */
    public static Path rawZone(Path lake, String stream) {
        return lake.resolve(Microbatch.streamFolder(stream));
    }
}

package weir.lake.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.SparkSessionExtension;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of generated tweets when only parts of their structs are asked for, beside Spark's own JSON reader. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class NestedColumnsTest {

    private static final int TWEETS = 600;
    private static final String USER = "struct<id: bigint, screen_name: string, followers_count: bigint>";
    private static final String HASHTAGS = "hashtags: array<struct<text: string, indices: array<int>>>";
    private static final StreamSpec TWEETS_OF_PARTS = new StreamSpec(
            "tweets",
            Schema.parse(
                    """
                    format = 1
                    control = [delete]
                    deletions = [
                      { message = delete, column = user.id, value = delete.status.user_id }
                    ]
                    columns = [
                      { name = id, type = bigint }
                      { name = created_at, type = timestamp, format = "EEE MMM dd HH:mm:ss Z yyyy" }
                      { name = user, type = "%1$s" }
                      { name = place, type = "struct<country: string, full_name: string>" }
                      { name = retweeted_status, type = "struct<id: bigint, user: %1$s, entities: struct<%2$s>>" }
                      { name = entities, type = "struct<%2$s, urls: array<struct<url: string, expanded_url: string>>>" }
                    ]
                    """
                            .formatted(USER, HASHTAGS),
                    "tweets"),
            List.of("id"),
            "created_at",
            "user.followers_count > 100");

    @TempDir
    private static Path root;

    private static final List<String> LINES = new ArrayList<>();

    @BeforeAll
    static void capture() throws IOException {
        TweetGenerator tweets = TweetGenerator.of(TweetOptions.of(3, Instant.parse("2026-11-22T10:00:00Z")));
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < TWEETS; i++) {
            byte[] line = tweets.next();
            lines.add(line);
            LINES.add(new String(line, StandardCharsets.UTF_8));
        }
        Lines.commit(LakeFiles.of(root.toString()), TWEETS_OF_PARTS, 1_795_341_985_000L, lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT place.country FROM tweets",
                "SELECT user.screen_name, retweeted_status.user.screen_name FROM tweets",
                "SELECT retweeted_status.user.followers_count, user FROM tweets WHERE place.full_name LIKE '%a%'",
                "SELECT entities.hashtags.text, entities.urls[0].expanded_url FROM tweets",
                "SELECT id, h.text FROM tweets LATERAL VIEW explode(entities.hashtags) AS h",
                "SELECT retweeted_status.entities.hashtags.indices[0] FROM tweets WHERE retweeted_status IS NOT NULL",
                "SELECT count(*), sum(user.followers_count), count(place), count(retweeted_status.id) FROM tweets",
                "SELECT user.id FROM tweets WHERE user.followers_count > 1000 AND size(entities.hashtags.text) > 0",
                "SELECT id FROM tweets WHERE exists(entities.hashtags, h -> h.text = 'DSD') ORDER BY id"
            })
    void givesWhatSparksJsonReaderGives(String sql, SparkSession spark) {
        StructType all = TWEETS_OF_PARTS.schema().sparkType();
        StructField[] readable = Arrays.stream(all.fields()) // Spark knows no times with days of the week
                .filter(field -> !field.name().equals(TWEETS_OF_PARTS.eventTime()))
                .toArray(StructField[]::new);
        Dataset<Row> json =
                spark.read().schema(new StructType(readable)).json(spark.createDataset(LINES, Encoders.STRING()));
        Dataset<Row> weir = spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(root.toString(), TWEETS_OF_PARTS).toMap())
                .load();

        json.createOrReplaceTempView("tweets");
        List<String> theirs = shown(spark.sql(sql));
        weir.createOrReplaceTempView("tweets");
        List<String> ours = shown(spark.sql(sql));

        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs).isNotEmpty();
    }

    private static List<String> shown(Dataset<Row> rows) {
        return rows.toJSON().collectAsList();
    }
}

package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.raw.Manifest;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Tweets as Twitter sent them, by the shipped schema, compared with what Jackson reads in them. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class TweetsTest {

    private static final long SEED = 2026;
    private static final DateTimeFormatter TWITTER_TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    @TempDir
    private static Path folder;

    private static final Map<Long, Expected> EXPECTED = new TreeMap<>();
    private static TestLake lake;
    private static long lines;
    private static long tagged;
    private static List<Result> results;

    /** A row that must be in the table. */
    private record Expected(String text, LocalDate date, String origin) {}

    @BeforeAll
    static void compactTenMinutesAroundMidnight(SparkSession spark) throws IOException {
        Instant start = Instant.parse("2026-11-22T23:55:00Z");
        TweetGenerator tweets = TweetGenerator.of(TweetOptions.of(SEED, start)
                .withMeanInterval(Duration.ofSeconds(2))
                .withHashtag("#DSD", 0.4)
                .withDuplicateShare(0.15));
        lake = TestLake.of(folder, Lines.tweets("text LIKE '%#DSD%'"));
        for (int minute = 1; minute <= 10; minute += 2) {
            List<byte[]> batch = tweets.take(60);
            Manifest manifest = lake.commit(start.plusSeconds(60L * minute).toString(), batch);
            for (int line = 0; line < batch.size(); line++) {
                expect(batch.get(line), manifest.microbatch().name() + " " + line);
            }
            lines += batch.size();
        }
        results = lake.compact(spark, "compaction.plan.max-microbatches=3").results();
    }

    private static void expect(byte[] line, String origin) throws IOException {
        JsonNode tweet = new ObjectMapper().readTree(line);
        String text = text(tweet);
        if (text.contains("#DSD")) {
            tagged++;
            LocalDate date = ZonedDateTime.parse(tweet.path("created_at").asText(), TWITTER_TIME)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .toLocalDate();
            EXPECTED.putIfAbsent(tweet.path("id").asLong(), new Expected(text, date, origin));
        }
    }

    static String text(JsonNode tweet) {
        JsonNode whole = tweet.path("extended_tweet").path("full_text");
        return whole.isTextual() ? whole.asText() : tweet.path("text").asText();
    }

    @Test
    void hasTheFirstOfEachTweetThatTheFilterKeeps(SparkSession spark) {
        Map<Long, Expected> found = new TreeMap<>();
        lake.table(spark, "tweets")
                .selectExpr("id", "text", "CAST(dt AS STRING)", "concat(_microbatch, ' ', _line)")
                .collectAsList()
                .forEach(row -> found.put(
                        row.getLong(0),
                        new Expected(row.getString(1), LocalDate.parse(row.getString(2)), row.getString(3))));

        assertThat(EXPECTED.values().stream().map(Expected::date).distinct())
                .as("seed " + SEED)
                .hasSize(2);
        assertThat(found).as("seed " + SEED).isEqualTo(EXPECTED);
        assertThat(lake.table(spark, "tweets").count()).isEqualTo(EXPECTED.size());
    }

    @Test
    void countsWhatItDropped() {
        assertThat(results).hasSize(2);
        assertThat(results.stream().mapToLong(Result::rows).sum()).isEqualTo(EXPECTED.size());
        assertThat(results.stream().mapToLong(Result::duplicates).sum())
                .as("seed " + SEED)
                .isPositive()
                .isEqualTo(tagged - EXPECTED.size());
        assertThat(results.stream().mapToLong(Result::dropped).sum())
                .isPositive()
                .isEqualTo(lines - tagged);
        assertThat(results).allSatisfy(result -> assertThat(result.malformed() + result.control())
                .isZero());
    }

    @Test
    void rescuesNothingOfASoundTweet(SparkSession spark) {
        assertThat(lake.table(spark, "tweets").where("_rescued IS NOT NULL").count())
                .isZero();
    }

    @Test
    void isReadWithoutSpark() throws IOException {
        List<String> expected = new ArrayList<>();
        EXPECTED.forEach((id, tweet) -> expected.add(id + " " + tweet.text()));

        assertThat(KernelTable.rows(lake.files().uri("tables/tweets"), "id_str", "text"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void asksLittleOfAReader() throws IOException {
        List<JsonNode> actions = DeltaFiles.actions(lake.path("tables/tweets"));

        assertThat(actions)
                .filteredOn(action -> action.has("protocol"))
                .singleElement()
                .satisfies(action -> {
                    assertThat(action.at("/protocol/minReaderVersion").asInt()).isEqualTo(1);
                    assertThat(action.at("/protocol/minWriterVersion").asInt()).isEqualTo(2);
                    assertThat(action.at("/protocol/readerFeatures").isMissingNode())
                            .isTrue();
                });
        assertThat(actions).filteredOn(action -> action.has("add")).isNotEmpty().allSatisfy(action -> assertThat(
                        action.at("/add/deletionVector").isMissingNode())
                .isTrue());
    }
}

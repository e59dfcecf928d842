package weir.lake.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TweetGeneratorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final TweetOptions OPTIONS = TweetOptions.of(42, START);
    private static final TweetOptions TWO_DAYS = OPTIONS.withMeanInterval(Duration.ofSeconds(36));
    private static final int TWO_DAYS_OF_TWEETS = 4_800;

    @Test
    void givesTheSameBytesForTheSameOptions() {
        List<byte[]> first = TweetGenerator.of(OPTIONS).take(500);

        List<byte[]> second = TweetGenerator.of(OPTIONS).take(500);

        assertThat(second).usingElementComparator(Arrays::compare).isEqualTo(first);
    }

    @Test
    void makesTheIdFromTheTime() {
        JsonNode tweet = read(TweetGenerator.of(OPTIONS).next());

        assertThat(tweet.path("id").asLong() >> 22)
                .isEqualTo(tweet.path("timestamp_ms").asLong() - TweetGenerator.FIRST_MILLISECOND);
        assertThat(tweet.path("created_at").asText()).startsWith("Sun Nov 22 00:00:00 +0000 2026");
    }

    @Test
    void risesInIdAndTimeButForRepeatedLines() {
        List<JsonNode> tweets = distinct(TweetGenerator.of(OPTIONS).take(3_000));

        List<Long> ids = tweets.stream().map(tweet -> tweet.path("id").asLong()).toList();
        List<Long> times = tweets.stream()
                .map(tweet -> tweet.path("timestamp_ms").asLong())
                .toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(times).isSorted().allMatch(time -> time >= START.toEpochMilli());
    }

    @Test
    void keepsIdsApartWithinOneMillisecond() {
        TweetOptions dense = OPTIONS.withMeanInterval(Duration.ofNanos(10_000)).withDuplicateShare(0);

        List<JsonNode> tweets = TweetGenerator.of(dense).take(2_000).stream()
                .map(TweetGeneratorTest::read)
                .toList();

        List<Long> ids = tweets.stream().map(tweet -> tweet.path("id").asLong()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void placesTheHashtagInItsShare() {
        List<byte[]> lines = TweetGenerator.of(TWO_DAYS).take(TWO_DAYS_OF_TWEETS);

        double share = share(lines, tweet -> tweet.path("text").asText().contains("#DSD"));
        double anywhere = lines.stream()
                        .filter(line -> new String(line, StandardCharsets.UTF_8).contains("DSD\""))
                        .count()
                / (double) lines.size();
        assertThat(share).isCloseTo(0.10, within(0.015));
        assertThat(anywhere).isEqualTo(share);
    }

    @Test
    void spreadsTheHashtagUnevenly() {
        List<byte[]> lines = TweetGenerator.of(TWO_DAYS).take(TWO_DAYS_OF_TWEETS);

        Map<Long, List<JsonNode>> byQuarterOfDay = lines.stream()
                .map(TweetGeneratorTest::read)
                .collect(Collectors.groupingBy(
                        tweet -> tweet.path("timestamp_ms").asLong() / 21_600_000));

        List<Double> shares = byQuarterOfDay.values().stream()
                .map(tweets -> tweets.stream()
                                .filter(tweet -> tweet.path("text").asText().contains("#DSD"))
                                .count()
                        / (double) tweets.size())
                .toList();
        assertThat(shares).anyMatch(share -> share > 0.12).anyMatch(share -> share < 0.08);
    }

    @Test
    void givesEveryTweetOrNoneTheHashtagIfAskedTo() {
        Predicate<JsonNode> tagged = tweet -> tweet.path("text").asText().contains("#Flöte");

        List<byte[]> all = TweetGenerator.of(OPTIONS.withHashtag("#Flöte", 1)).take(500);
        List<byte[]> none = TweetGenerator.of(OPTIONS.withHashtag("#Flöte", 0)).take(500);

        assertThat(share(all, tagged)).isEqualTo(1);
        assertThat(share(none, tagged)).isZero();
    }

    @Test
    void repeatsLinesInTheirShare() {
        List<byte[]> lines = TweetGenerator.of(OPTIONS.withDuplicateShare(0.05)).take(TWO_DAYS_OF_TWEETS);

        Set<String> distinct = lines.stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(1 - distinct.size() / (double) lines.size()).isCloseTo(0.05, within(0.01));
    }

    @Test
    void hasTheMixtureOfARealStream() {
        List<byte[]> lines = TweetGenerator.of(TWO_DAYS).take(TWO_DAYS_OF_TWEETS);

        assertThat(share(lines, tweet -> tweet.has("retweeted_status"))).isCloseTo(0.30, within(0.03));
        assertThat(share(lines, tweet -> tweet.path("extended_tweet").has("full_text")))
                .isCloseTo(0.08, within(0.02));
        assertThat(share(lines, tweet -> tweet.has("quoted_status"))).isBetween(0.03, 0.1);
        assertThat(share(lines, tweet -> tweet.path("place").isObject())).isBetween(0.005, 0.05);
        assertThat(share(lines, tweet -> tweet.path("coordinates").isNull())).isBetween(0.95, 1.0);
        assertThat(lines.stream().mapToInt(line -> line.length).average().orElse(0))
                .isBetween(3_000.0, 5_000.0);
    }

    @Test
    void writesNoLineEndInsideALine() {
        List<byte[]> lines = TweetGenerator.of(OPTIONS).take(2_000);

        assertThat(lines)
                .allMatch(line ->
                        new String(line, StandardCharsets.ISO_8859_1).chars().allMatch(octet -> octet >= ' '));
    }

    @Test
    void pointsAtItsEntities() {
        List<byte[]> lines = TweetGenerator.of(OPTIONS).take(2_000);

        for (byte[] line : lines) {
            JsonNode tweet = read(line);
            assertEntities(tweet.path("text").asText(), tweet.path("entities"));
            JsonNode extended = tweet.path("extended_tweet");
            assertEntities(extended.path("full_text").asText(), extended.path("entities"));
        }
    }

    @Test
    void refusesImpossibleOptions() {
        assertThatThrownBy(() -> OPTIONS.withHashtag("DSD", 0.1)).hasMessageContaining("but is DSD");
        assertThatThrownBy(() -> OPTIONS.withHashtag("#DSD", 1.1)).hasMessageContaining("but is 1.1");
        assertThatThrownBy(() -> OPTIONS.withDuplicateShare(Double.NaN)).hasMessageContaining("but is NaN");
        assertThatThrownBy(() -> OPTIONS.withMeanInterval(Duration.ZERO)).hasMessageContaining("but is PT0S");
        assertThatThrownBy(() -> TweetOptions.of(1, Instant.EPOCH)).hasMessageContaining("but is 1970-01-01");
    }

    private static void assertEntities(String text, JsonNode entities) {
        int[] points = text.codePoints().toArray();
        for (JsonNode tag : entities.path("hashtags")) {
            assertThat(slice(points, tag)).isEqualTo("#" + tag.path("text").asText());
        }
        for (JsonNode mention : entities.path("user_mentions")) {
            assertThat(slice(points, mention))
                    .isEqualTo("@" + mention.path("screen_name").asText());
        }
        for (JsonNode link : entities.path("urls")) {
            assertThat(slice(points, link)).isEqualTo(link.path("url").asText());
        }
        for (JsonNode link : entities.path("media")) {
            assertThat(slice(points, link)).isEqualTo(link.path("url").asText());
        }
    }

    private static String slice(int[] points, JsonNode entity) {
        int from = entity.path("indices").get(0).asInt();
        int to = entity.path("indices").get(1).asInt();
        return new String(points, from, to - from);
    }

    private static double share(List<byte[]> lines, Predicate<JsonNode> what) {
        return lines.stream().map(TweetGeneratorTest::read).filter(what).count() / (double) lines.size();
    }

    private static List<JsonNode> distinct(List<byte[]> lines) {
        Set<String> distinct = new LinkedHashSet<>();
        lines.forEach(line -> distinct.add(new String(line, StandardCharsets.UTF_8)));
        return distinct.stream()
                .map(line -> read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static JsonNode read(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

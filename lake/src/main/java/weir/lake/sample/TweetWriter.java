package weir.lake.sample;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes a tweet in the shape and the member order of the v1.1 streams. */
final class TweetWriter {
    private static final int UNICODE_IN = 8;
    private static final List<String> SOURCES = List.of(
            "<a href=\"http://twitter.com/download/iphone\" rel=\"nofollow\">Twitter for iPhone</a>",
            "<a href=\"http://twitter.com/download/android\" rel=\"nofollow\">Twitter for Android</a>",
            "<a href=\"http://twitter.com\" rel=\"nofollow\">Twitter Web Client</a>",
            "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Lite</a>");

    private final JsonFactory ascii = TwitterSpelling.ascii();
    private final JsonFactory unicode = TwitterSpelling.unicode();

    /** One line without its end. */
    byte[] write(Tweet tweet) {
        StringWriter line = new StringWriter(8_192);
        JsonFactory spelling = tweet.random().nextInt(UNICODE_IN) == 0 ? unicode : ascii;
        try (JsonGenerator json = spelling.createGenerator(line)) {
            json.writeStartObject();
            status(json, tweet);
            json.writeStringField(
                    "timestamp_ms", Long.toString(tweet.moment().time().toEpochMilli()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void status(JsonGenerator json, Tweet tweet) throws IOException {
        SplittableRandom random = tweet.random();
        Instant time = tweet.moment().time();
        TweetText shown = tweet.isLong()
                ? tweet.text().beginning(tweet.moment().id(), TweetComposer.shortLink(random))
                : tweet.text();
        json.writeStringField("created_at", TwitterTime.text(time));
        id(json, "id", tweet.moment().id());
        json.writeStringField("text", shown.text());
        json.writeStringField("source", SOURCES.get(random.nextInt(SOURCES.size())));
        json.writeBooleanField("truncated", tweet.isLong());
        reply(json, tweet.reply());
        json.writeFieldName("user");
        AuthorWriter.write(json, tweet.author());
        PlaceWriter.write(json, tweet.place());
        json.writeNullField("contributors");
        nested(json, "retweeted_status", tweet.retweeted());
        json.writeBooleanField("is_quote_status", tweet.quoted().isPresent());
        if (tweet.quoted().isPresent()) {
            id(json, "quoted_status_id", tweet.quoted().get().moment().id());
            nested(json, "quoted_status", tweet.quoted());
        }
        if (tweet.isLong()) {
            extended(json, tweet.text());
        }
        int retweets = random.nextInt(3) > 0 ? 0 : random.nextInt(400);
        json.writeNumberField("quote_count", retweets / 50);
        json.writeNumberField("reply_count", retweets / 20);
        json.writeNumberField("retweet_count", retweets);
        json.writeNumberField("favorite_count", retweets * 3);
        EntitiesWriter.write(json, shown);
        json.writeBooleanField("favorited", false);
        json.writeBooleanField("retweeted", false);
        if (!shown.links().isEmpty()) {
            json.writeBooleanField("possibly_sensitive", random.nextInt(30) == 0);
        }
        json.writeStringField("filter_level", "low");
        json.writeStringField("lang", tweet.language());
    }

    private static void nested(JsonGenerator json, String name, Optional<Tweet> tweet) throws IOException {
        if (tweet.isPresent()) {
            json.writeObjectFieldStart(name);
            status(json, tweet.get());
            json.writeEndObject();
        }
    }

    private static void extended(JsonGenerator json, TweetText text) throws IOException {
        json.writeObjectFieldStart("extended_tweet");
        json.writeStringField("full_text", text.text());
        json.writeArrayFieldStart("display_text_range");
        json.writeNumber(0);
        json.writeNumber(text.length());
        json.writeEndArray();
        EntitiesWriter.write(json, text);
        json.writeEndObject();
    }

    private static void reply(JsonGenerator json, Optional<Tweet.Reply> reply) throws IOException {
        if (reply.isEmpty()) {
            for (String part : List.of("status_id", "status_id_str", "user_id", "user_id_str", "screen_name")) {
                json.writeNullField("in_reply_to_" + part);
            }
            return;
        }
        id(json, "in_reply_to_status_id", reply.get().id());
        id(json, "in_reply_to_user_id", reply.get().author().id());
        json.writeStringField("in_reply_to_screen_name", reply.get().author().screenName());
    }

    static void id(JsonGenerator json, String name, long id) throws IOException {
        json.writeNumberField(name, id);
        json.writeStringField(name + "_str", Long.toString(id));
    }
}

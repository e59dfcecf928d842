package weir.lake.sample;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes {@code entities}, and {@code extended_entities} where there are pictures. */
final class EntitiesWriter {
    private EntitiesWriter() {}

    static void write(JsonGenerator json, TweetText text) throws IOException {
        json.writeObjectFieldStart("entities");
        json.writeArrayFieldStart("hashtags");
        for (TweetText.Hashtag tag : text.hashtags()) {
            json.writeStartObject();
            json.writeStringField("text", tag.name());
            indices(json, tag.from(), tag.to());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("urls");
        for (TweetText.Link link : text.urls()) {
            json.writeStartObject();
            addresses(json, link);
            indices(json, link.from(), link.to());
            json.writeEndObject();
        }
        json.writeEndArray();
        mentions(json, text);
        json.writeArrayFieldStart("symbols");
        json.writeEndArray();
        media(json, text);
        json.writeEndObject();
        if (!text.media().isEmpty()) {
            json.writeObjectFieldStart("extended_entities");
            media(json, text);
            json.writeEndObject();
        }
    }

    private static void mentions(JsonGenerator json, TweetText text) throws IOException {
        json.writeArrayFieldStart("user_mentions");
        for (TweetText.Mention mention : text.mentions()) {
            json.writeStartObject();
            json.writeStringField("screen_name", mention.author().screenName());
            json.writeStringField("name", mention.author().name());
            TweetWriter.id(json, "id", mention.author().id());
            indices(json, mention.from(), mention.to());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void media(JsonGenerator json, TweetText text) throws IOException {
        if (text.media().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("media");
        for (TweetText.Link link : text.media()) {
            String picture = "pbs.twimg.com/media/" + link.display().substring("pic.twitter.com/".length()) + ".jpg";
            json.writeStartObject();
            TweetWriter.id(json, "id", (1L << 40) | (link.display().hashCode() & 0x7fffffff));
            indices(json, link.from(), link.to());
            json.writeStringField("media_url", "http://" + picture);
            json.writeStringField("media_url_https", "https://" + picture);
            addresses(json, link);
            json.writeStringField("type", "photo");
            sizes(json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sizes(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("sizes");
        size(json, "thumb", 150, "crop");
        size(json, "small", 680, "fit");
        size(json, "medium", 1200, "fit");
        size(json, "large", 2048, "fit");
        json.writeEndObject();
    }

    private static void size(JsonGenerator json, String name, int pixels, String resize) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("w", pixels);
        json.writeNumberField("h", pixels);
        json.writeStringField("resize", resize);
        json.writeEndObject();
    }

    private static void addresses(JsonGenerator json, TweetText.Link link) throws IOException {
        json.writeStringField("url", link.url());
        json.writeStringField("expanded_url", link.expanded());
        json.writeStringField("display_url", link.display());
    }

    private static void indices(JsonGenerator json, int from, int to) throws IOException {
        json.writeArrayFieldStart("indices");
        json.writeNumber(from);
        json.writeNumber(to);
        json.writeEndArray();
    }
}

package weir.lake.sample;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes the whole {@code user} object. */
final class AuthorWriter {
    private static final String IMAGES = "abs.twimg.com/images/themes/theme1/bg.png";

    private AuthorWriter() {}

    static void write(JsonGenerator json, Author author) throws IOException {
        json.writeStartObject();
        TweetWriter.id(json, "id", author.id());
        json.writeStringField("name", author.name());
        json.writeStringField("screen_name", author.screenName());
        json.writeStringField("location", author.location());
        json.writeStringField("url", author.url());
        json.writeStringField("description", author.description());
        json.writeStringField("translator_type", "none");
        json.writeBooleanField("protected", false);
        json.writeBooleanField("verified", author.verified());
        json.writeNumberField("followers_count", author.followers());
        json.writeNumberField("friends_count", author.friends());
        json.writeNumberField("listed_count", author.followers() / 90);
        json.writeNumberField("favourites_count", author.favourites());
        json.writeNumberField("statuses_count", author.statuses());
        json.writeStringField("created_at", TwitterTime.text(author.created()));
        json.writeNullField("utc_offset");
        json.writeNullField("time_zone");
        json.writeBooleanField("geo_enabled", author.location() != null);
        json.writeNullField("lang");
        json.writeBooleanField("contributors_enabled", false);
        json.writeBooleanField("is_translator", false);
        profile(json, author);
        json.writeNullField("following");
        json.writeNullField("follow_request_sent");
        json.writeNullField("notifications");
        json.writeEndObject();
    }

    private static void profile(JsonGenerator json, Author author) throws IOException {
        String picture = "pbs.twimg.com/profile_images/" + author.id() + "/" + author.colour() + "_normal.jpg";
        json.writeStringField("profile_background_color", author.colour());
        json.writeStringField("profile_background_image_url", "http://" + IMAGES);
        json.writeStringField("profile_background_image_url_https", "https://" + IMAGES);
        json.writeBooleanField("profile_background_tile", false);
        json.writeStringField("profile_link_color", "1DA1F2");
        json.writeStringField("profile_sidebar_border_color", "C0DEED");
        json.writeStringField("profile_sidebar_fill_color", "DDEEF6");
        json.writeStringField("profile_text_color", "333333");
        json.writeBooleanField("profile_use_background_image", true);
        json.writeStringField("profile_image_url", "http://" + picture);
        json.writeStringField("profile_image_url_https", "https://" + picture);
        if (author.banner()) {
            json.writeStringField(
                    "profile_banner_url",
                    "https://pbs.twimg.com/profile_banners/" + author.id() + "/"
                            + author.created().getEpochSecond());
        }
        json.writeBooleanField("default_profile", author.description() == null);
        json.writeBooleanField("default_profile_image", false);
    }
}

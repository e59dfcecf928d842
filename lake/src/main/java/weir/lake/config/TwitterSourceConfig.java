package weir.lake.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A v1.1 stream of Twitter, or of a server that speaks like it. Without {@code track}, {@code follow} and
 * {@code locations} it is the sample stream.
 *
 * @param receiver which receiver reads the stream
 * @param delimited whether the server is asked to tell the length of each message; the raw receiver only
 * @param baseUrl http or https, ends in {@code /}; {@code statuses/filter.json} and {@code statuses/sample.json} lie
 *     below it
 * @param track phrases, any of which matches; the words of a phrase must all occur; at most 400, each 1 to 60 bytes
 * @param follow user ids; at most 5,000
 * @param locations boxes on the map; at most 25
 * @param languages language tags, ANDed to the three above
 * @param readTimeout silence after which the connection counts as dead; the server sends a keep-alive every 30 s
 * @param connectTimeout how long connecting may take
 * @param credentialsFile the file with the keys; without it they come from the environment
 */
public record TwitterSourceConfig(
        TwitterReceiverKind receiver,
        boolean delimited,
        String baseUrl,
        List<String> track,
        List<Long> follow,
        List<BoundingBox> locations,
        List<String> languages,
        Duration readTimeout,
        Duration connectTimeout,
        Optional<Path> credentialsFile)
        implements SourceConfig {
    static final String TYPE = "twitter";

    /** The most phrases to track. */
    public static final int MAX_PHRASES = 400;
    /** The most bytes of a phrase, in UTF-8. */
    public static final int MAX_PHRASE_BYTES = 60;
    /** The most users to follow. */
    public static final int MAX_USERS = 5000;
    /** The most boxes on the map. */
    public static final int MAX_BOXES = 25;

    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    public TwitterSourceConfig {
        baseUrl = checkedBaseUrl(baseUrl);
        track = checkedTrack(track);
        follow = checkedFollow(follow);
        locations = checkedLocations(locations);
        languages = checkedLanguages(languages);
        Format.checkedPositive(readTimeout);
        Format.checkedPositive(connectTimeout);
        if (delimited && receiver != TwitterReceiverKind.RAW) {
            throw new IllegalArgumentException("\"delimited\" needs receiver = raw: twitter4j reads lines only");
        }
        if (!languages.isEmpty() && track.isEmpty() && follow.isEmpty() && locations.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"language\" narrows track, follow or locations, and none of them is set;"
                            + " for the sample stream use the filter: lang IN ('%s')"
                                    .formatted(String.join("', '", languages)));
        }
    }

    /** Whether this is the sample stream: nothing is asked for in particular. */
    public boolean sample() {
        return track.isEmpty() && follow.isEmpty() && locations.isEmpty();
    }

    static Optional<TwitterSourceConfig> read(Section section) {
        TwitterReceiverKind receiver = section.optional(
                "receiver", Format.choice(TwitterReceiverKind.class), TwitterReceiverKind.BAHIR, kind -> kind);
        boolean delimited = section.optional("delimited", Format.FLAG, false, flag -> flag);
        String baseUrl = section.optional(
                "base-url", Format.TEXT, "https://stream.twitter.com/1.1/", TwitterSourceConfig::checkedBaseUrl);
        List<String> track = section.optional("track", Format.TEXTS, List.of(), TwitterSourceConfig::checkedTrack);
        List<Long> follow = section.optional("follow", Format.NUMBERS, List.of(), TwitterSourceConfig::checkedFollow);
        List<BoundingBox> locations =
                section.optional("locations", Format.BOXES, List.of(), TwitterSourceConfig::checkedLocations);
        List<String> languages =
                section.optional("language", Format.TEXTS, List.of(), TwitterSourceConfig::checkedLanguages);
        Duration readTimeout =
                section.optional("read-timeout", Format.DURATION, Duration.ofSeconds(90), Format::checkedPositive);
        Duration connectTimeout =
                section.optional("connect-timeout", Format.DURATION, Duration.ofSeconds(20), Format::checkedPositive);
        Optional<Path> credentialsFile = section.optional("credentials-file", Format.PATH);
        return section.make(() -> new TwitterSourceConfig(
                receiver,
                delimited,
                baseUrl,
                track,
                follow,
                locations,
                languages,
                readTimeout,
                connectTimeout,
                credentialsFile));
    }

    private static String checkedBaseUrl(String url) {
        Secrets.refuseUserInfo(url);
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + url + "\" is no URL", e);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "must be an http or https URL with a host and without ? and #, but is \"" + url + "\"");
        }
        return url.endsWith("/") ? url : url + "/";
    }

    private static List<String> checkedTrack(List<String> phrases) {
        atMost(MAX_PHRASES, phrases, "phrases");
        for (String phrase : phrases) {
            int bytes = phrase.getBytes(StandardCharsets.UTF_8).length;
            if (phrase.isBlank() || bytes > MAX_PHRASE_BYTES) {
                throw new IllegalArgumentException("a phrase has 1 to %d bytes, but \"%s\" has %d"
                        .formatted(MAX_PHRASE_BYTES, phrase, phrase.isBlank() ? 0 : bytes));
            }
            if (phrase.contains(",")) {
                throw new IllegalArgumentException(
                        "a comma separates phrases: write \"" + phrase + "\" as several of them");
            }
        }
        return List.copyOf(phrases);
    }

    private static List<Long> checkedFollow(List<Long> users) {
        atMost(MAX_USERS, users, "user ids");
        for (long user : users) {
            if (user <= 0) {
                throw new IllegalArgumentException("a user id is above 0, but one is " + user);
            }
        }
        return List.copyOf(users);
    }

    private static List<BoundingBox> checkedLocations(List<BoundingBox> boxes) {
        atMost(MAX_BOXES, boxes, "boxes");
        return List.copyOf(boxes);
    }

    private static List<String> checkedLanguages(List<String> tags) {
        for (String tag : tags) {
            if (!LANGUAGE_TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "\"" + tag + "\" is no language tag; write them like \"pt\" or \"zh-tw\"");
            }
        }
        return List.copyOf(tags);
    }

    private static void atMost(int limit, List<?> values, String what) {
        if (values.size() > limit) {
            throw new IllegalArgumentException(
                    "takes at most %,d %s, but has %,d".formatted(limit, what, values.size()));
        }
    }
}

package weir.replay.serve;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client of statuses/filter asked for: {@code track}, {@code follow} or {@code locations}, one of which must
 * match, and {@code language} and {@code filter_level}, which must match on top. Without any of the first three, only
 * the last two count, as in statuses/sample. Control messages (delete, limit, warning…) always pass. Safe for many
 * threads.
 */
public final class StatusFilter {
    /** A message is a tweet if it has one of these; other objects are control messages. */
    private static final List<String> TWEET_MEMBERS = List.of("text", "full_text", "extended_tweet");

    private static final List<String> LEVELS = List.of("none", "low", "medium");

    private final TrackFilter track;
    private final Set<String> follow;
    private final List<LocationBox> locations;
    private final Set<String> languages;
    private final int level;

    private StatusFilter(Function<String, String> parameters) {
        track = TrackFilter.parse(parameters.apply("track"));
        follow = Set.copyOf(items(parameters.apply("follow")));
        locations = parameters.apply("locations").isBlank()
                ? List.of()
                : List.copyOf(LocationBox.parse(parameters.apply("locations")));
        languages = items(parameters.apply("language").toLowerCase(Locale.ROOT)).stream()
                .collect(Collectors.toUnmodifiableSet());
        String lowest = parameters.apply("filter_level").strip();
        level = lowest.isEmpty() ? 0 : LEVELS.indexOf(lowest);
        if (level < 0) {
            throw new IllegalArgumentException(
                    "Parameter filter_level must be one of %s, but is %s".formatted(LEVELS, lowest));
        }
        for (String id : follow) {
            if (!id.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new IllegalArgumentException("Parameter follow must be ids of users, but has " + id);
            }
        }
    }

    /**
     * Reads the parameters of a request.
     *
     * @param parameters gives the value of a parameter, empty if it is not there
     * @throws IllegalArgumentException if a value is none of its kind; the message names the parameter
     */
    public static StatusFilter parse(Function<String, String> parameters) {
        return new StatusFilter(parameters);
    }

    /** Says if the client gets the message, a JSON object. */
    public boolean accepts(JsonNode message) {
        return isControl(message) || (isWanted(message) && isSpoken(message) && isOfLevel(message));
    }

    /** True if every tweet passes. */
    boolean acceptsAll() {
        return hasNoChoice() && languages.isEmpty() && level == 0;
    }

    /** True if there is neither track nor follow nor locations. */
    boolean hasNoChoice() {
        return track.size() == 0 && follow.isEmpty() && locations.isEmpty();
    }

    int trackSize() {
        return track.size();
    }

    int followSize() {
        return follow.size();
    }

    int locationsSize() {
        return locations.size();
    }

    private static boolean isControl(JsonNode message) {
        return TWEET_MEMBERS.stream().noneMatch(message::hasNonNull);
    }

    private boolean isWanted(JsonNode tweet) {
        return hasNoChoice() || track.matches(tweet) || isFollowed(tweet) || isInside(tweet);
    }

    private boolean isFollowed(JsonNode tweet) {
        return !follow.isEmpty()
                && (follow.contains(id(tweet.path("user"), "id"))
                        || follow.contains(id(tweet.path("retweeted_status").path("user"), "id"))
                        || follow.contains(id(tweet, "in_reply_to_user_id")));
    }

    private boolean isInside(JsonNode tweet) {
        return locations.stream().anyMatch(box -> box.matches(tweet));
    }

    private boolean isSpoken(JsonNode tweet) {
        return languages.isEmpty()
                || languages.contains(tweet.path("lang").asText("").toLowerCase(Locale.ROOT));
    }

    private boolean isOfLevel(JsonNode tweet) {
        return level == 0 || LEVELS.indexOf(tweet.path("filter_level").asText("")) >= level;
    }

    private static String id(JsonNode node, String name) {
        String text = node.path(name + "_str").asText("");
        return text.isEmpty() ? node.path(name).asText("") : text;
    }

    private static List<String> items(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }
}

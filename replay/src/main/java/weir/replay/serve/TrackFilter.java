package weir.replay.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The {@code track} parameter of statuses/filter: phrases with commas between them, of which one must match; a phrase
 * is terms with spaces between them, all of which must match, in any order. Case is ignored, accents are not.
 *
 * <ul>
 *   <li>A term of letters and digits matches a whole word of the text, hashtag, mention or link.
 *   <li>{@code #term} and {@code @term} match only the hashtag or the mention.
 *   <li>A term with other punctuation matches what stands between two spaces, with or without the punctuation around
 *       it, or a whole link without its protocol and {@code www.}, but no hashtag or mention.
 * </ul>
 *
 * Searched are {@code text}, {@code extended_tweet.full_text}, expanded and display addresses of links and media,
 * hashtags and mentioned names, of the tweet and of {@code retweeted_status}. After Twitter's page "Streaming API
 * request parameters". Safe for many threads.
 */
public final class TrackFilter {
    private static final int LONGEST_PHRASE = 60;

    private final List<List<Term>> phrases;

    private enum Place {
        TOKEN,
        WORD,
        HASHTAG,
        MENTION
    }

    private record Term(Place place, String text) {

        static Term of(String written) {
            String lower = written.toLowerCase(Locale.ROOT);
            if (isToken(lower)) {
                return new Term(Place.TOKEN, lower);
            }
            String name = lower.substring(1);
            char sign = lower.charAt(0);
            if ((sign == '#' || sign == '@') && isToken(name)) {
                return new Term(sign == '#' ? Place.HASHTAG : Place.MENTION, name);
            }
            return new Term(Place.WORD, lower);
        }

        boolean isIn(TweetWords words) {
            return switch (place) {
                case TOKEN -> words.tokens().contains(text);
                case WORD -> words.words().contains(text);
                case HASHTAG -> words.hashtags().contains(text);
                case MENTION -> words.mentions().contains(text);
            };
        }

        private static boolean isToken(String text) {
            return !text.isEmpty() && text.codePoints().allMatch(TweetWords::isWordPart);
        }
    }

    private TrackFilter(List<List<Term>> phrases) {
        this.phrases = phrases;
    }

    /**
     * Reads the parameter; empty phrases are passed over.
     *
     * @throws IllegalArgumentException if a phrase is longer than 60 bytes
     */
    public static TrackFilter parse(String track) {
        List<List<Term>> phrases = new ArrayList<>();
        for (String phrase : track.split(",", -1)) {
            String text = phrase.strip();
            if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_PHRASE) {
                throw new IllegalArgumentException("Parameter track item index %d too long: %s (at most %d bytes)"
                        .formatted(phrases.size(), text, LONGEST_PHRASE));
            }
            if (!text.isEmpty()) {
                phrases.add(List.of(text.split("\\s+")).stream().map(Term::of).toList());
            }
        }
        return new TrackFilter(List.copyOf(phrases));
    }

    /** The number of phrases; none matches nothing. */
    public int size() {
        return phrases.size();
    }

    /** Says if one of the phrases is in the tweet. */
    public boolean matches(JsonNode tweet) {
        if (phrases.isEmpty()) {
            return false;
        }
        TweetWords words = TweetWords.of(tweet);
        for (List<Term> phrase : phrases) {
            if (phrase.stream().allMatch(term -> term.isIn(words))) {
                return true;
            }
        }
        return false;
    }
}

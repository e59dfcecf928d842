package weir.replay.serve;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a track term is looked up in, all in lower case.
 *
 * @param tokens runs of letters and digits of texts, links, hashtags and mentions
 * @param words what stands between spaces, hashtags and mentions excepted: as it is, without the punctuation at its
 *     end, and without that at both ends; of links without protocol and {@code www.}
 * @param hashtags without {@code #}
 * @param mentions without {@code @}
 */
record TweetWords(Set<String> tokens, Set<String> words, Set<String> hashtags, Set<String> mentions) {
    private static final List<String> TEXTS = List.of("text", "full_text");
    private static final List<String> ADDRESSES = List.of("expanded_url", "display_url");
    private static final String ZERO_WIDTH_JOINERS = "\u200c\u200d";

    private TweetWords() {
        this(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    /** The words of a tweet and of the one it repeats, each with its {@code extended_tweet}. */
    static TweetWords of(JsonNode tweet) {
        TweetWords found = new TweetWords();
        found.add(tweet);
        found.add(tweet.path("extended_tweet"));
        JsonNode repeated = tweet.path("retweeted_status");
        found.add(repeated);
        found.add(repeated.path("extended_tweet"));
        return found;
    }

    /** True of letters and digits, the marks that belong to them, and {@code _}, as in hashtags. */
    static boolean isWordPart(int character) {
        if (character < 128) {
            return Character.isLetterOrDigit(character) || character == '_';
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(character) || ZERO_WIDTH_JOINERS.indexOf(character) >= 0;
        };
    }

    private void add(JsonNode part) {
        for (String name : TEXTS) {
            addText(part.path(name).asText(""));
        }
        addEntities(part.path("entities"));
        addEntities(part.path("extended_entities"));
    }

    private void addEntities(JsonNode entities) {
        for (JsonNode hashtag : entities.path("hashtags")) {
            addName(hashtag.path("text").asText(""), hashtags);
        }
        for (JsonNode mention : entities.path("user_mentions")) {
            addName(mention.path("screen_name").asText(""), mentions);
        }
        for (String links : List.of("urls", "media")) {
            for (JsonNode link : entities.path(links)) {
                for (String address : ADDRESSES) {
                    // a display_url that was cut ends in half a word; the expanded_url has it all
                    String text = link.path(address).asText("");
                    if (!text.endsWith("…")) {
                        addWord(text.toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
    }

    private void addName(String name, Set<String> names) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.isEmpty()) {
            names.add(lower);
            tokens.add(lower);
        }
    }

    private void addText(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean space = i == lower.length() || isSpace(lower.charAt(i));
            if (space && start >= 0) {
                addWord(lower.substring(start, i));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private void addWord(String raw) {
        String word = withoutProtocol(raw);
        boolean tagged = word.length() == raw.length() && addTags(word);
        addTokens(word);
        if (tagged) {
            return;
        }
        int start = 0;
        int end = word.length();
        while (end > 0 && !isWordPart(word.codePointBefore(end))) {
            end -= Character.charCount(word.codePointBefore(end));
        }
        while (start < end && !isWordPart(word.codePointAt(start))) {
            start += Character.charCount(word.codePointAt(start));
        }
        words.add(word);
        words.add(word.substring(0, end));
        words.add(withoutProtocol(word.substring(start, end)));
    }

    /** Takes the hashtags and mentions of a word; says if it had any. */
    private boolean addTags(String word) {
        boolean tagged = false;
        for (int i = 0; i < word.length(); i++) {
            char sign = word.charAt(i);
            boolean hash = sign == '#' || sign == '＃';
            boolean at = sign == '@' || sign == '＠';
            if ((hash || at) && (i == 0 || !isWordPart(word.codePointBefore(i)))) {
                int end = tokenEnd(word, i + 1);
                if (end > i + 1) {
                    tagged = true;
                    (hash ? hashtags : mentions).add(word.substring(i + 1, end));
                }
            }
        }
        return tagged;
    }

    private void addTokens(String word) {
        int i = 0;
        while (i < word.length()) {
            int end = tokenEnd(word, i);
            if (end > i) {
                tokens.add(word.substring(i, end));
                i = end;
            } else {
                i += Character.charCount(word.codePointAt(i));
            }
        }
    }

    private static int tokenEnd(String word, int from) {
        int end = from;
        while (end < word.length() && isWordPart(word.codePointAt(end))) {
            end += Character.charCount(word.codePointAt(end));
        }
        return end;
    }

    private static String withoutProtocol(String word) {
        String rest = word;
        for (String front : List.of("https://", "http://", "www.")) {
            rest = rest.startsWith(front) ? rest.substring(front.length()) : rest;
        }
        return rest;
    }
}

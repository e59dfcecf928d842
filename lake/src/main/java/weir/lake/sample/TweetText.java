package weir.lake.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * A text and what stands where in it. Positions count code points, as Twitter's indices do.
 *
 * @param text with {@code &}, {@code <} and {@code >} written as in HTML, as Twitter did
 */
record TweetText(String text, List<Hashtag> hashtags, List<Link> links, List<Mention> mentions) {
    /** The longest text that needs no {@code extended_tweet}. */
    static final int SHORT = 140;

    record Hashtag(String name, int from, int to) {}

    record Link(String url, String display, String expanded, boolean media, int from, int to) {}

    record Mention(Author author, int from, int to) {}

    TweetText {
        hashtags = List.copyOf(hashtags);
        links = List.copyOf(links);
        mentions = List.copyOf(mentions);
    }

    int length() {
        return text.codePointCount(0, text.length());
    }

    List<Link> urls() {
        return links.stream().filter(link -> !link.media()).toList();
    }

    List<Link> media() {
        return links.stream().filter(Link::media).toList();
    }

    /** The text as a retweet repeats it, cut to 140 code points. */
    TweetText retweeted(Author author) {
        Words words = new Words();
        words.word("RT");
        words.mention(author);
        words.append(": ");
        words.append(this);
        return words.text().cut(SHORT - 1, "…");
    }

    /** The beginning of a long text, and the link to the rest. */
    TweetText beginning(long id, String shortLink) {
        TweetText cut = cut(SHORT - 2 - shortLink.length(), "…");
        String expanded = "https://twitter.com/i/web/status/" + id;
        Words words = new Words();
        words.append(cut);
        words.link(shortLink, "twitter.com/i/web/status/" + Long.toString(id).charAt(0) + "…", expanded, false);
        return words.text();
    }

    private TweetText cut(int max, String ending) {
        if (length() <= max + 1) {
            return this;
        }
        int end = text.lastIndexOf(' ', text.offsetByCodePoints(0, max));
        int last = text.codePointCount(0, end);
        return new TweetText(
                text.substring(0, end) + ending,
                hashtags.stream().filter(tag -> tag.to() <= last).toList(),
                links.stream().filter(link -> link.to() <= last).toList(),
                mentions.stream().filter(mention -> mention.to() <= last).toList());
    }

    /** Puts a text together, word by word. */
    static final class Words {
        private final StringBuilder text = new StringBuilder();
        private final List<Hashtag> hashtags = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final List<Mention> mentions = new ArrayList<>();
        private int length;

        int length() {
            return length;
        }

        void word(String word) {
            space();
            append(word);
        }

        void hashtag(String name) {
            space();
            hashtags.add(new Hashtag(name.substring(1), length, length + codePoints(name)));
            append(name);
        }

        void mention(Author author) {
            space();
            String word = "@" + author.screenName();
            mentions.add(new Mention(author, length, length + codePoints(word)));
            append(word);
        }

        void link(String url, String display, String expanded, boolean media) {
            space();
            links.add(new Link(url, display, expanded, media, length, length + codePoints(url)));
            append(url);
        }

        /** Takes over a whole text with what stands in it. */
        void append(TweetText other) {
            int by = length;
            append(other.text());
            for (Hashtag tag : other.hashtags()) {
                hashtags.add(new Hashtag(tag.name(), tag.from() + by, tag.to() + by));
            }
            for (Link link : other.links()) {
                links.add(new Link(
                        link.url(), link.display(), link.expanded(), link.media(), link.from() + by, link.to() + by));
            }
            for (Mention mention : other.mentions()) {
                mentions.add(new Mention(mention.author(), mention.from() + by, mention.to() + by));
            }
        }

        void append(String more) {
            text.append(more);
            length += codePoints(more);
        }

        TweetText text() {
            return new TweetText(text.toString(), hashtags, links, mentions);
        }

        private void space() {
            if (length > 0 && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                append(" ");
            }
        }

        private static int codePoints(String words) {
            return words.codePointCount(0, words.length());
        }
    }
}

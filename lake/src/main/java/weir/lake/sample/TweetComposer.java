package weir.lake.sample;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Thinks up who writes what. */
final class TweetComposer {
    private static final double LONG = 0.115;
    private static final double REPLIES = 0.2;
    private static final double PLACES = 0.03;
    private static final int LONG_LENGTH = 165;
    private static final int WORDS_BEFORE_HASHTAG = 3;
    private static final List<String> HASHTAGS = List.of(
            "#música",
            "#futebol",
            "#news",
            "#天気",
            "#ﾗｲﾌﾞ",
            "#win",
            "#BomDia",
            "#トレンド",
            "#viernes",
            "#love",
            "#الطقس",
            "#MGWV",
            "#tbt",
            "#GOT7");
    private static final List<String> EMOJI = List.of(
            "😂",
            "❤️",
            "🇧🇷",
            "👩‍👩‍👧",
            "🔥🔥",
            "😭",
            "🙏🏽",
            "⚽",
            "☕",
            "✨",
            "👍🏿",
            "…",
            "&amp;",
            "&lt;3",
            "🤷‍♀️");
    private static final List<String> SITES = List.of(
            "www.example.com/notícias",
            "example.org/a",
            "blog.example.net/2018/07",
            "youtu.example/watch",
            "example.com.br/esporte");
    private static final String SHORT_LINK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;
    private final Authors authors;
    private final String hashtag;
    private final List<String> otherHashtags;

    TweetComposer(SplittableRandom random, Authors authors, String hashtag) {
        this.random = random;
        this.authors = authors;
        this.hashtag = hashtag;
        String lower = hashtag.toLowerCase(Locale.ROOT);
        this.otherHashtags = HASHTAGS.stream()
                .filter(other -> !other.toLowerCase(Locale.ROOT).startsWith(lower))
                .toList();
    }

    Tweet compose(Moment moment, boolean tagged, Optional<Tweet> quoted) {
        Optional<Tweet.Reply> reply = random.nextDouble() < REPLIES && quoted.isEmpty()
                ? Optional.of(new Tweet.Reply(
                        Math.max(20, moment.id() - 1_000_000L - random.nextLong(5_000_000_000_000L)),
                        authors.any(random)))
                : Optional.empty();
        Optional<Place> place = random.nextDouble() < PLACES
                ? Optional.of(Place.of(random.nextInt(1 << 10), random.nextInt(3) == 0))
                : Optional.empty();
        Author author = authors.any(random);
        Tongue tongue = Tongue.any(random);
        TweetText text = text(tongue, reply, tagged, quoted);
        return new Tweet(
                moment, author, text, tongue.code(), reply, place, Optional.empty(), quoted, random.nextLong());
    }

    /** A tweet that others repeat or quote. */
    Tweet original(Moment moment, boolean tagged) {
        return compose(moment, tagged, Optional.empty());
    }

    Tweet retweet(Moment moment, Tweet original) {
        return new Tweet(
                moment,
                authors.any(random),
                original.text().retweeted(original.author()),
                original.language(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(original),
                Optional.empty(),
                random.nextLong());
    }

    static String shortLink(SplittableRandom random) {
        StringBuilder link = new StringBuilder("https://t.co/");
        for (int i = 0; i < 10; i++) {
            link.append(SHORT_LINK_LETTERS.charAt(random.nextInt(SHORT_LINK_LETTERS.length())));
        }
        return link.toString();
    }

    private TweetText text(Tongue tongue, Optional<Tweet.Reply> reply, boolean tagged, Optional<Tweet> quoted) {
        TweetText.Words words = new TweetText.Words();
        reply.ifPresent(answered -> words.mention(answered.author()));
        int before = random.nextInt(WORDS_BEFORE_HASHTAG + 1);
        for (int i = 0; i < before; i++) {
            words.word(tongue.word(random));
        }
        if (tagged) {
            words.hashtag(hashtag);
        }
        boolean isLong = random.nextDouble() < LONG;
        int count = 3 + random.nextInt(7);
        for (int i = 0; i < count || (isLong && words.length() < LONG_LENGTH); i++) {
            add(words, tongue);
        }
        links(words, quoted);
        return words.text();
    }

    private void add(TweetText.Words words, Tongue tongue) {
        int kind = random.nextInt(100);
        if (kind < 86) {
            words.word(tongue.word(random));
        } else if (kind < 91) {
            words.word(EMOJI.get(random.nextInt(EMOJI.size())));
        } else if (kind < 94) {
            words.hashtag(otherHashtags.get(random.nextInt(otherHashtags.size())));
        } else if (kind < 97) {
            words.mention(authors.any(random));
        } else if (kind < 98) {
            words.word("“" + tongue.word(random) + "”, \"" + tongue.word(random) + "\"");
        } else {
            words.append("\n");
        }
    }

    private void links(TweetText.Words words, Optional<Tweet> quoted) {
        if (quoted.isPresent()) {
            Tweet other = quoted.get();
            String address = "twitter.com/" + other.author().screenName() + "/status/";
            words.link(
                    shortLink(random),
                    address + "1…",
                    "https://" + address + other.moment().id(),
                    false);
        } else if (words.length() < 90 && random.nextInt(5) == 0) {
            String address = SITES.get(random.nextInt(SITES.size())) + "/" + random.nextInt(1_000_000);
            words.link(shortLink(random), address.replace("www.", ""), "https://" + address, false);
        } else if (words.length() < 90 && random.nextInt(7) == 0) {
            String link = shortLink(random);
            String picture = link.substring("https://t.co/".length());
            words.link(
                    link,
                    "pic.twitter.com/" + picture,
                    "https://twitter.com/picture/status/" + random.nextLong(1L << 60) + "/photo/1",
                    true);
        }
    }
}

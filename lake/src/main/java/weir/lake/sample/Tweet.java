package weir.lake.sample;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One tweet before it is written as JSON.
 *
 * @param text all of it, even if the tweet is long
 * @param choices seeds the small things that hang on nothing else: source, counts, flags
 */
record Tweet(
        Moment moment,
        Author author,
        TweetText text,
        String language,
        Optional<Reply> reply,
        Optional<Place> place,
        Optional<Tweet> retweeted,
        Optional<Tweet> quoted,
        long choices) {

    /** The tweet that is answered, and who wrote it. */
    record Reply(long id, Author author) {}

    SplittableRandom random() {
        return new SplittableRandom(choices);
    }

    boolean isLong() {
        return retweeted.isEmpty() && text.length() > TweetText.SHORT;
    }
}

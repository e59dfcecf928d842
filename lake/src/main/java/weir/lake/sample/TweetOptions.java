package weir.lake.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * What a {@link TweetGenerator} makes.
 *
 * @param seed the same seed and the same other options give the same bytes
 * @param start no tweet is older; the first one comes about one mean interval later
 * @param meanInterval mean time between two tweets, at least a microsecond; single intervals vary as those of
 *     independent writers do
 * @param hashtag with its leading {@code #}; stands in {@code text} of the tagged tweets, nowhere in the others
 * @param hashtagShare the share of tweets with the hashtag over some days, 0 to 1; within a day it goes up and down
 * @param duplicateShare the share of lines that repeat an earlier one byte for byte, 0 to 0.5
 */
public record TweetOptions(
        long seed, Instant start, Duration meanInterval, String hashtag, double hashtagShare, double duplicateShare) {
    private static final Pattern HASHTAG = Pattern.compile("#[\\p{L}\\p{M}\\p{Nd}_]{1,30}");
    private static final double MAX_DUPLICATE_SHARE = 0.5;
    /** Where the ids of Twitter begin to count, 2010-11-04. */
    private static final Instant EARLIEST = Instant.ofEpochMilli(TweetGenerator.FIRST_MILLISECOND);

    public TweetOptions {
        requireNonNull(start, "start");
        if (start.isBefore(EARLIEST)) {
            throw new IllegalArgumentException("start must not be before %s, but is %s".formatted(EARLIEST, start));
        }
        if (meanInterval.compareTo(Duration.ofNanos(1_000)) < 0) {
            throw new IllegalArgumentException("meanInterval must be at least 1 µs, but is " + meanInterval);
        }
        if (!HASHTAG.matcher(hashtag).matches()) {
            throw new IllegalArgumentException("hashtag must be # and letters or digits, but is " + hashtag);
        }
        checkShare("hashtagShare", hashtagShare, 1);
        checkShare("duplicateShare", duplicateShare, MAX_DUPLICATE_SHARE);
    }

    /** One tweet in 200 ms on average, 10 % of them with {@code #DSD}, 1 % duplicates. */
    public static TweetOptions of(long seed, Instant start) {
        return new TweetOptions(seed, start, Duration.ofMillis(200), "#DSD", 0.10, 0.01);
    }

    /** The same with another mean time between two tweets. */
    public TweetOptions withMeanInterval(Duration interval) {
        return new TweetOptions(seed, start, interval, hashtag, hashtagShare, duplicateShare);
    }

    /** The same with another hashtag in another share of the tweets. */
    public TweetOptions withHashtag(String tag, double share) {
        return new TweetOptions(seed, start, meanInterval, tag, share, duplicateShare);
    }

    /** The same with another share of repeated lines. */
    public TweetOptions withDuplicateShare(double share) {
        return new TweetOptions(seed, start, meanInterval, hashtag, hashtagShare, share);
    }

    private static void checkShare(String name, double share, double max) {
        if (!(share >= 0 && share <= max)) {
            throw new IllegalArgumentException("%s must be between 0 and %s, but is %s".formatted(name, max, share));
        }
    }
}

package weir.bench.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

/** Generated tweets with needles, as many as make up the bytes of the options. For one thread. */
public final class PlantedTweets implements Iterator<byte[]> {

    /** As dense as the stream of DSD tweets was: some 90 tweets in five seconds. */
    private static final Duration MEAN_INTERVAL = Duration.ofMillis(54);

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final TweetGenerator tweets;
    private final Planter planter;
    private final long wantedBytes;
    private long lines;
    private long bytes;
    private long oneId;

    /** The first of them comes first; the same options give the same lines. */
    public PlantedTweets(TweetDataOptions options) {
        tweets = TweetGenerator.of(TweetOptions.of(options.seed(), START)
                .withMeanInterval(MEAN_INTERVAL)
                .withDuplicateShare(0));
        planter = new Planter(Needles.planted(), options.seed());
        wantedBytes = options.bytes();
    }

    @Override
    public boolean hasNext() {
        return bytes < wantedBytes;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] line = planter.plant(tweets.next());
        if (bytes <= wantedBytes / 2) {
            oneId = Tweets.id(line);
        }
        lines++;
        bytes += line.length + 1;
        return line;
    }

    /** What is known of the lines until now. */
    public TweetFacts facts() {
        return new TweetFacts(lines, bytes, oneId, planter.planted());
    }
}

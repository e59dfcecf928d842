package weir.lake.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Writes tweets as the v1.1 streams of Twitter sent them, without end: each line is one JSON object in UTF-8 without a
 * line end, 1.5 to 10 KB, some 3.5 KB on average. Nobody wrote them and nobody is meant.
 *
 * <ul>
 *   <li>Ids and times rise, except in a repeated line, which comes a few lines after the one it repeats.
 *   <li>About 30 % are retweets with {@code retweeted_status}, some quote ({@code quoted_status}), about 8 % are long
 *       ({@code truncated} with {@code extended_tweet}), a few have a place.
 *   <li>Most lines spell what is not ASCII as Twitter did ({@code \}{@code u00e9}), the others as UTF-8; all write
 *       {@code \/} for a slash.
 *   <li>The hashtag of the options is in {@code text}, or else nowhere in the line. Its share rises and falls by the
 *       day, the hour and within minutes.
 * </ul>
 *
 * The same options give the same bytes on every machine. For one thread.
 */
public final class TweetGenerator implements Iterator<byte[]> {
    /** Milliseconds since 1970 at which Twitter's time-made ids are 0. */
    static final long FIRST_MILLISECOND = 1_288_834_974_657L;

    private static final int SEQUENCE_BITS = 22;
    private static final int SEQUENCE_START = 1 << 12;
    private static final int MAX_REPEAT_DISTANCE = 25;
    private static final double RETWEETS = 0.30;
    private static final double QUOTES = 0.06;
    private static final double DAY = 86_400;
    private static final double HOUR = 3_600;
    private static final double MINUTES = 420;

    private final TweetOptions options;
    private final SplittableRandom random;
    private final Authors authors;
    private final TweetComposer composer;
    private final TweetWriter writer = new TweetWriter();
    /** By the number of the line they will be. */
    private final NavigableMap<Long, byte[]> repeats = new TreeMap<>();

    private double elapsedNanos;
    private long lines;
    private long lastMillisecond;
    private long lastId;

    private TweetGenerator(TweetOptions options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
        this.authors = new Authors(options.seed());
        this.composer = new TweetComposer(random, authors, options.hashtag());
    }

    /** Begins at the start of the options; two generators of equal options give equal lines. */
    public static TweetGenerator of(TweetOptions options) {
        return new TweetGenerator(options);
    }

    /** Always true. */
    @Override
    public boolean hasNext() {
        return true;
    }

    /** The next line, in an array of its own. */
    @Override
    public byte[] next() {
        lines++;
        if (!repeats.isEmpty() && repeats.firstKey() <= lines) {
            return repeats.pollFirstEntry().getValue();
        }
        byte[] line = writer.write(tweet());
        double share = options.duplicateShare();
        if (share > 0 && random.nextDouble() < share / (1 - share)) {
            long due = lines + 1 + random.nextInt(MAX_REPEAT_DISTANCE);
            while (repeats.putIfAbsent(due, line.clone()) != null) {
                due++;
            }
        }
        return line;
    }

    /** The next lines, as many as asked for. */
    public List<byte[]> take(int count) {
        List<byte[]> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(next());
        }
        return taken;
    }

    private Tweet tweet() {
        Instant time = nextTime();
        boolean tagged = random.nextDouble() < hashtagShareNow();
        long id = nextId(time);
        double kind = random.nextDouble();
        if (kind < RETWEETS) {
            Tweet original = composer.original(earlier(time), tagged);
            return composer.retweet(new Moment(time, id), original);
        }
        Optional<Tweet> quoted =
                kind < RETWEETS + QUOTES ? Optional.of(composer.original(earlier(time), false)) : Optional.empty();
        return composer.compose(new Moment(time, id), tagged, quoted);
    }

    private Instant nextTime() {
        elapsedNanos += -StrictMath.log(1 - random.nextDouble())
                * options.meanInterval().toNanos();
        return Instant.ofEpochMilli(options.start().toEpochMilli() + (long) (elapsedNanos / 1e6));
    }

    private long nextId(Instant time) {
        long millisecond = time.toEpochMilli();
        long id = ((millisecond - FIRST_MILLISECOND) << SEQUENCE_BITS) | random.nextInt(SEQUENCE_START);
        lastId = millisecond == lastMillisecond ? lastId + 1 : id;
        lastMillisecond = millisecond;
        return lastId;
    }

    /** A moment up to a day before, as long as ids reach back. */
    private Moment earlier(Instant time) {
        long age = 1_000 + (long) (StrictMath.pow(random.nextDouble(), 3) * DAY * 1_000);
        long millisecond = Math.max(FIRST_MILLISECOND, time.toEpochMilli() - age);
        long id = ((millisecond - FIRST_MILLISECOND) << SEQUENCE_BITS) | random.nextInt(SEQUENCE_START);
        return new Moment(Instant.ofEpochMilli(millisecond), id);
    }

    /** Waves around the share that never leave 0 to 1, so that the mean stays what was asked for. */
    private double hashtagShareNow() {
        double share = options.hashtagShare();
        double seconds = elapsedNanos / 1e9;
        double wave = 0.4 * wave(seconds, DAY) + 0.3 * wave(seconds, HOUR) + 0.3 * wave(seconds, MINUTES);
        return share + 0.95 * Math.min(share, 1 - share) * wave;
    }

    private static double wave(double seconds, double period) {
        return StrictMath.sin(2 * Math.PI * seconds / period);
    }
}

package weir.bench.data;

/**
 * What data is generated. Equal options give equal data.
 *
 * @param bytes how many bytes of lines, more or less a line
 * @param seed of the tweets and the needles
 */
public record TweetDataOptions(long bytes, long seed) {

    private static final int FORMAT = 1;

    public TweetDataOptions {
        if (bytes < 1) {
            throw new IllegalArgumentException("There must be some data, and not " + bytes + " bytes");
        }
    }

    /** A name that other options do not have. */
    String folderName() {
        return "tweets-v" + FORMAT + "-" + bytes + "-" + seed;
    }
}

package weir.bench.data;

/**
 * How often a needle was planted.
 *
 * @param plain in so many lines as it is, which a search for its bytes finds
 * @param escaped in so many lines with escapes of JSON in it, which only a reader of JSON finds
 */
public record Planted(long plain, long escaped) {

    /** The tweets whose text has the needle. */
    public long total() {
        return plain + escaped;
    }

    Planted plus(boolean asEscaped) {
        return asEscaped ? new Planted(plain, escaped + 1) : new Planted(plain + 1, escaped);
    }
}

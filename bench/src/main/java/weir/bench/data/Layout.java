package weir.bench.data;

/**
 * How lines are spread over files.
 *
 * @param name of the folder
 * @param partBytes how long a part is, more or less a line
 * @param parts how many of them a microbatch has
 */
public record Layout(String name, long partBytes, int parts) {

    /** Parts that a microbatch has as a rule, as two tasks write them. */
    static final int PARTS = 2;

    /** As five seconds of the stream give: 841 MB in 4,320 parts. */
    public static final Layout MICROBATCHES = new Layout("microbatches", 194_676, PARTS);

    /** So many parts for all bytes. */
    public static Layout ofParts(int parts, long bytes) {
        return new Layout("parts-" + parts, Math.max(1, bytes / parts), PARTS);
    }
}

package weir.lake.raw;

/**
 * Memory that lines are read into, lent to one {@link StreamLines} after another: new memory for each file takes longer
 * than to search the file. For one thread.
 */
public final class LineBuffer {

    /** Holds a part of the raw zone as a rule, and stays in the processor's cache. */
    private static final int BYTES = 1 << 18;

    private byte[] bytes;

    /** The memory; whatever was read into it before may be overwritten. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = new byte[BYTES];
        }
        return bytes;
    }
}

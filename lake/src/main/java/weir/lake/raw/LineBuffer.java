package weir.lake.raw;

import java.nio.ByteBuffer;

/**
 * Memory that lines are read into, lent to one {@link StreamLines} after another: new memory for each file takes longer
 * than to search the file. For one thread.
 */
public final class LineBuffer {

    /** Holds a part of the raw zone as a rule, and stays in the processor's cache. */
    private static final int BYTES = 1 << 18;

    /** The system copies a file to such a place in less time than to one in between. */
    private static final int ALIGNMENT = 64;

    private byte[] bytes;
    private ByteBuffer outside;

    /** The memory; whatever was read into it before may be overwritten. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = new byte[BYTES];
        }
        return bytes;
    }

    /** As much memory outside of the heap, into which the system copies a file without another copy in between. */
    ByteBuffer outside() {
        if (outside == null) {
            outside = ByteBuffer.allocateDirect(BYTES + ALIGNMENT)
                    .alignedSlice(ALIGNMENT)
                    .limit(BYTES)
                    .slice();
        }
        return outside.clear();
    }
}

package weir.lake.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, the first of them lowest. */
public final class Word {

    /** How many bytes a word has. */
    public static final int BYTES = Long.BYTES;

    /** One in each byte: times a byte, that byte in each. */
    public static final long ONES = 0x0101010101010101L;

    /** The highest bit of each byte. */
    public static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Word() {}

    /**
     * The word that begins at a byte.
     *
     * @throws IndexOutOfBoundsException if the array ends within it
     */
    public static long at(byte[] buffer, int index) {
        return (long) LONGS.get(buffer, index);
    }

    /** How many bytes of a word stand before the first one whose highest bit is set; {@link #BYTES} if none is. */
    public static int bytesBefore(long marked) {
        return Long.numberOfTrailingZeros(marked) >>> 3;
    }
}

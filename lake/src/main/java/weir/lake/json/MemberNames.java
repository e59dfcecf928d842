package weir.lake.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import weir.lake.bytes.Word;

/** Names to look for among an object's members; told apart by their bytes. Immutable and safe for threads. */
public final class MemberNames {

    private static final int NONE = -1;
    /** 2^64 divided by the golden ratio, odd: its product's high bits depend on all bits of the other factor. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final List<String> names;
    private final byte[][] spellings;
    private final long[] beginnings;
    /** The index of a name, or {@link #NONE}, where its hash says or in the next slots up to an empty one. */
    private final int[] slots;

    /** Looks for these names, of which no two are equal. */
    public MemberNames(List<String> names) {
        this.names = List.copyOf(names);
        spellings = new byte[names.size()][];
        beginnings = new long[names.size()];
        slots = new int[Integer.highestOneBit(names.size() + 1) * 4];
        Arrays.fill(slots, NONE);
        for (int index = 0; index < spellings.length; index++) {
            byte[] spelling = names.get(index).getBytes(StandardCharsets.UTF_8);
            spellings[index] = spelling;
            beginnings[index] = beginning(spelling, 0, spelling.length);
            if (new String(spelling, StandardCharsets.UTF_8).equals(names.get(index))) {
                slots[emptySlot(beginnings[index], spelling.length)] = index;
            } // else it has a lone surrogate, which only escapes can spell
        }
    }

    /** The index of the name with this spelling, which has no escapes, or -1. */
    int indexOf(byte[] buffer, int from, int to) {
        int length = to - from;
        long beginning = beginning(buffer, from, length);
        int slot = slot(beginning, length);
        while (slots[slot] != NONE) {
            int index = slots[slot];
            if (beginnings[index] == beginning && isRest(spellings[index], buffer, from, length)) {
                return index;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    /** The index of a name, or -1. */
    int indexOf(String name) {
        return names.indexOf(name);
    }

    private static boolean isRest(byte[] spelling, byte[] buffer, int from, int length) {
        int begin = Math.min(Word.BYTES, length);
        return spelling.length == length && Arrays.equals(spelling, begin, length, buffer, from + begin, from + length);
    }

    private int emptySlot(long beginning, int length) {
        int slot = slot(beginning, length);
        while (slots[slot] != NONE) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int slot(long beginning, int length) {
        long hash = (beginning ^ length) * GOLDEN;
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    /** The first bytes, up to eight, as one number. */
    private static long beginning(byte[] buffer, int from, int length) {
        if (from + Word.BYTES <= buffer.length) {
            long word = Word.at(buffer, from);
            return length >= Word.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
        }
        long word = 0;
        for (int i = Math.min(length, Word.BYTES) - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (buffer[from + i] & 0xFF);
        }
        return word;
    }
}

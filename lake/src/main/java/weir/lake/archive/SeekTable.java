package weir.lake.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last frame of a file that can be read from any frame on: the seek table of the zstd seekable format, version 0.1.0
 * (contrib/seekable_format/zstd_seekable_compression_format.md of zstd), without checksums of frames. It is a skippable
 * frame (RFC 8878, 3.1.2), which decompressors pass over.
 *
 * @param entries one for each frame before it, skippable ones too, in the order of the file
 */
record SeekTable(List<Entry> entries) {

    /** Every seek table ends in so many bytes: the number of entries, the descriptor, the magic number. */
    static final int END_BYTES = 9;

    private static final int MAGIC = 0x8F92EAB1;
    private static final int ENTRY_BYTES = 8;
    private static final int MOST_ENTRIES = 0x8000000;

    /** A descriptor without flags: the entries have no checksums. */
    private static final byte DESCRIPTOR = 0;

    SeekTable {
        entries = List.copyOf(entries);
    }

    /**
     * A frame.
     *
     * @param bytes how long it is in the file
     * @param rawBytes how long its content is; 0 for a skippable frame
     */
    record Entry(int bytes, int rawBytes) {}

    /** The frame. */
    byte[] frame() {
        byte[] table = new byte[entries.size() * ENTRY_BYTES + END_BYTES];
        ByteBuffer content = littleEndian(table);
        for (Entry entry : entries) {
            content.putInt(entry.bytes()).putInt(entry.rawBytes());
        }
        content.putInt(entries.size()).put(DESCRIPTOR).putInt(MAGIC);
        return SkippableFrame.SEEK_TABLE.around(table);
    }

    /**
     * The length of the frame that ends with some bytes.
     *
     * @param end at least {@link #END_BYTES}, if the file has so many
     * @return empty if they are not the end of a seek table of this kind
     */
    static Optional<Integer> frameLength(byte[] end) {
        if (end.length < END_BYTES) {
            return Optional.empty();
        }
        ByteBuffer last = littleEndian(end).position(end.length - END_BYTES);
        int entries = last.getInt();
        boolean known = last.get() == DESCRIPTOR && last.getInt() == MAGIC;
        return known && entries >= 0 && entries <= MOST_ENTRIES
                ? Optional.of(SkippableFrame.HEADER_BYTES + entries * ENTRY_BYTES + END_BYTES)
                : Optional.empty();
    }

    /** The table of a whole frame; empty if it is none. */
    static Optional<SeekTable> parse(byte[] frame) {
        return SkippableFrame.SEEK_TABLE.content(frame).map(content -> {
            ByteBuffer table = littleEndian(content);
            List<Entry> entries = new ArrayList<>();
            while (table.remaining() > END_BYTES) {
                entries.add(new Entry(table.getInt(), table.getInt()));
            }
            return new SeekTable(entries);
        });
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

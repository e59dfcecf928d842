package weir.lake.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of skippable frames (RFC 8878, 3.1.2) that a segment has: decompressors pass over them. */
enum SkippableFrame {
    /** Holds the footer. Its number and the next one are of the sixteen that everybody may use. */
    FOOTER(0x184D2A57),
    /** Holds the SHA-256 of the frame before it. */
    CHECKSUM(0x184D2A53),
    /** Holds the seek table; the number that the zstd seekable format says. */
    SEEK_TABLE(0x184D2A5E);

    /** The magic number and the length of the content. */
    static final int HEADER_BYTES = 8;

    private final int magic;

    SkippableFrame(int magic) {
        this.magic = magic;
    }

    /** A frame with this content. */
    byte[] around(byte[] content) {
        return ByteBuffer.allocate(Math.addExact(HEADER_BYTES, content.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** The content of a frame; empty if it is none of this kind, or not whole. */
    Optional<byte[]> content(byte[] frame) {
        if (frame.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = header.getInt() == magic && header.getInt() == frame.length - HEADER_BYTES;
        return whole ? Optional.of(Arrays.copyOfRange(frame, HEADER_BYTES, frame.length)) : Optional.empty();
    }
}

package weir.lake.archive;

import java.util.Optional;

/** A frame of a segment, and what it becomes. Nobody changes its arrays. */
final class EditedFrame {

    private final byte[] before;
    private final byte[] after;
    private final Optional<PackedFrame> packed;
    private final long deletedLines;
    private final long changedLines;

    private EditedFrame(
            byte[] before, byte[] after, Optional<PackedFrame> packed, long deletedLines, long changedLines) {
        this.before = before;
        this.after = after;
        this.packed = packed;
        this.deletedLines = deletedLines;
        this.changedLines = changedLines;
    }

    /** A frame that stays as it is. */
    static EditedFrame unchanged(byte[] lines) {
        return new EditedFrame(lines, lines, Optional.empty(), 0, 0);
    }

    /**
     * A frame with other lines, as many as before.
     *
     * @param before its lines, each ended by LF
     * @param after what they become
     */
    static EditedFrame changed(byte[] before, byte[] after, PackedFrame packed, long deletedLines, long changedLines) {
        return new EditedFrame(before, after, Optional.of(packed), deletedLines, changedLines);
    }

    byte[] before() {
        return before;
    }

    /** The same array as before if it stays as it is. */
    byte[] after() {
        return after;
    }

    /** What is to be written; empty if it stays as it is. */
    Optional<PackedFrame> packed() {
        return packed;
    }

    long deletedLines() {
        return deletedLines;
    }

    long changedLines() {
        return changedLines;
    }
}

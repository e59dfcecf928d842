package weir.lake.archive;

/** A frame of lines before it has a place in a file. */
final class PackedFrame {

    private final byte[] bytes;
    private final int rawBytes;
    private final int lines;
    private final SegmentIndex.FrameEntry entry;

    /**
     * @param bytes as it is compressed
     * @param rawBytes how long its lines are, each with its LF
     * @param lines how many lines it holds
     * @param entry what an index knows of it
     */
    PackedFrame(byte[] bytes, int rawBytes, int lines, SegmentIndex.FrameEntry entry) {
        this.bytes = bytes;
        this.rawBytes = rawBytes;
        this.lines = lines;
        this.entry = entry;
    }

    byte[] bytes() {
        return bytes;
    }

    SegmentIndex.FrameEntry entry() {
        return entry;
    }

    /** What it is at a place in a file. */
    Frame at(int number, long offset) {
        return new Frame(number, offset, bytes.length, rawBytes, lines);
    }
}

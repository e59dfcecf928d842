package weir.lake.archive;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;
import weir.lake.files.WrittenFile;
import weir.lake.raw.Manifest;

/**
 * The file of a segment while it is written, under a temporary name, where it replaces what an earlier attempt left. For use by
 * one thread.
 */
final class SegmentOutput implements AutoCloseable {

    private final LakeFiles files;
    private final Segment segment;
    private final WrittenFile out;
    private final MessageDigest compressed = Sha256.digest();
    private final List<Frame> frames = new ArrayList<>();
    private long offset;

    SegmentOutput(LakeFiles files, Segment segment) throws IOException {
        this.files = files;
        this.segment = segment;
        this.out = files.create(temporary(segment));
    }

    /** The path of a segment's file that has not got its name yet. */
    static String temporary(Segment segment) {
        return segment.path() + ".tmp";
    }

    /** Writes the next frame. */
    void write(PackedFrame frame) throws IOException {
        write(frame.bytes(), frame.at(frames.size(), offset));
    }

    /**
     * Writes the next frame as it is in another file.
     *
     * @param bytes as it is compressed
     * @param other the frame there
     */
    void copy(byte[] bytes, Frame other) throws IOException {
        write(bytes, new Frame(frames.size(), offset, other.bytes(), other.rawBytes(), other.lines()));
    }

    private void write(byte[] bytes, Frame frame) throws IOException {
        out.write(bytes);
        compressed.update(bytes);
        frames.add(frame);
        offset += bytes.length;
    }

    /**
     * Ends the file: writes the footer, syncs, reads all back and compares every part with its manifest.
     *
     * @throws weir.lake.files.CorruptLakeException if what can be read back is not what was written
     */
    SegmentFooter finish(List<Manifest> manifests) throws IOException {
        SegmentFooter footer =
                SegmentFooterFile.write(new SegmentFooter(segment, Sha256.hex(compressed), manifests, frames), out);
        out.close();
        new SegmentCheck(files, temporary(segment), footer).requireWhole();
        return footer;
    }

    /** Gives the file its name, in place of one that has it. Once, when it is finished. */
    void publish() throws IOException {
        files.rename(temporary(segment), segment.path());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

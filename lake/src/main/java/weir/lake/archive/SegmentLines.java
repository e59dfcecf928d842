package weir.lake.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.LineCursor;

/** The lines of a run of frames of one segment. Holds one frame in memory. */
public final class SegmentLines implements LineCursor {

    private final InputStream in;
    private final String origin;
    private final List<Frame> frames;
    private int nextFrame;
    private byte[] lines = new byte[0];
    private int begin;
    private int offset;
    private int length;

    /**
     * Opens a segment's file.
     *
     * @param path its path in the lake
     * @param frames frames that follow one another
     * @throws java.io.FileNotFoundException if it is not there
     */
    public SegmentLines(LakeFiles files, String path, List<Frame> frames) throws IOException {
        this.origin = files.uri(path);
        this.frames = frames;
        this.in = files.open(path);
        if (!frames.isEmpty()) {
            try {
                in.skipNBytes(frames.get(0).offset());
            } catch (EOFException e) {
                in.close();
                throw corrupt(frames.get(0), "the file ends before it");
            }
        }
    }

    @Override
    public boolean next() throws IOException {
        while (begin == lines.length) {
            if (nextFrame == frames.size()) {
                return false;
            }
            lines = decompress(frames.get(nextFrame++));
            begin = 0;
        }
        int end = begin;
        while (lines[end] != '\n') {
            end++;
        }
        offset = begin;
        length = end - begin;
        begin = end + 1;
        return true;
    }

    private byte[] decompress(Frame frame) throws IOException {
        byte[] compressed = in.readNBytes(frame.bytes());
        try {
            byte[] raw = Zstd.decompress(compressed, frame.rawBytes());
            if (raw.length != frame.rawBytes() || raw[raw.length - 1] != '\n') {
                throw corrupt(frame, "it holds " + raw.length + " bytes, the index says " + frame.rawBytes());
            }
            return raw;
        } catch (ZstdException e) {
            throw corrupt(frame, e.getMessage());
        }
    }

    private CorruptLakeException corrupt(Frame frame, String reason) {
        return new CorruptLakeException(
                "Cannot read the frame at byte " + frame.offset() + " of " + origin + ": " + reason);
    }

    @Override
    public byte[] buffer() {
        return lines;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package weir.lake.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;

/** Reads frames of lines of one segment, from the beginning of its file on; between them frames may be left out. */
final class FrameReader implements FrameSource {

    private final InputStream in;
    private final String origin;
    private long position;

    /** @throws java.io.FileNotFoundException if the file is not there */
    FrameReader(LakeFiles files, String path) throws IOException {
        this.origin = files.uri(path);
        this.in = files.open(path);
    }

    @Override
    public byte[] read(Frame frame) throws IOException {
        byte[] compressed = compressed(frame);
        try {
            byte[] raw = Zstd.decompress(compressed, frame.rawBytes());
            if (raw.length != frame.rawBytes() || raw[raw.length - 1] != '\n') {
                throw corrupt(frame, "it holds " + raw.length + " bytes, the footer says " + frame.rawBytes());
            }
            return raw;
        } catch (ZstdException e) {
            throw corrupt(frame, e.getMessage());
        }
    }

    /**
     * A frame as it is compressed, whatever is in it.
     *
     * @param frame lies behind those that were read before
     * @throws CorruptLakeException if the file is not so long
     */
    byte[] compressed(Frame frame) throws IOException {
        try {
            in.skipNBytes(frame.offset() - position);
        } catch (EOFException e) {
            throw corrupt(frame, "the file ends before it");
        }
        byte[] compressed = in.readNBytes(frame.bytes());
        if (compressed.length < frame.bytes()) {
            throw corrupt(frame, "the file ends before it does");
        }
        position = frame.offset() + frame.bytes();
        return compressed;
    }

    private CorruptLakeException corrupt(Frame frame, String reason) {
        return new CorruptLakeException(
                "Cannot read the frame at byte " + frame.offset() + " of " + origin + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

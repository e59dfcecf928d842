package weir.ingest.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives the last byte of a file in a read of its own. zstd-jni looks whether a frame has ended only after a read: a frame
 * that is cut, and whose beginning was read together with the end of the one before, would be left out without a word.
 */
final class LastByteAlone extends FilterInputStream {

    private long left;

    /** @param bytes how many there are */
    LastByteAlone(InputStream in, long bytes) {
        super(in);
        this.left = bytes;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, left > 1 ? (int) Math.min(length, left - 1) : length);
        left -= Math.max(0, read);
        return read;
    }
}

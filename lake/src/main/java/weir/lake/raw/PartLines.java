package weir.lake.raw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;

/**
 * The lines of a part, and what the part turns out to hold: both in one reading, so that what is taken from the lines is
 * of the very bytes that the checksum is of. Holds one line in memory.
 */
public final class PartLines implements LineCursor.Forwarding {

    private final Digested in;
    private final StreamLines lines;
    private long count;

    /**
     * Opens a file of lines.
     *
     * @param memory used by nobody else until this is closed
     * @throws java.io.FileNotFoundException if it is not there
     */
    public PartLines(LakeFiles files, String path, LineBuffer memory) throws IOException {
        this.in = new Digested(files.open(path));
        this.lines = new StreamLines(in, memory);
    }

    @Override
    public boolean next() throws IOException {
        boolean more = lines.next();
        count += more ? 1 : 0;
        return more;
    }

    /** What the file holds. Once, when {@link #next} has said false. */
    public PartContent content() {
        return new PartContent(count, in.bytes, Sha256.hex(in.digest));
    }

    @Override
    public LineCursor current() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Counts and digests what is read from it. */
    private static final class Digested extends FilterInputStream {

        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Digested(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
                bytes += read;
            }
            return read;
        }
    }
}

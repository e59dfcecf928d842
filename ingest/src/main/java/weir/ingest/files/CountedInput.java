package weir.ingest.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file, counted. Refused once they are more than a listing has shown: such a file may have no end. */
final class CountedInput extends BufferedInputStream {

    private final Below below;
    private int singly;

    CountedInput(InputStream in, int bufferBytes, long most) {
        this(new Below(in, most), bufferBytes);
    }

    private CountedInput(Below below, int bufferBytes) {
        super(below, bufferBytes);
        this.below = below;
    }

    /** Only the header and the end of a gzip member are read so. */
    @Override
    public synchronized int read() throws IOException {
        singly++;
        if (singly > ReadLimits.HEADER_BYTES) {
            throw RefusedFileException.ofContent("it is damaged: a gzip header has no end");
        }
        return super.read();
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        singly = 0;
        return super.read(buffer, offset, length);
    }

    /** How many were read. */
    long bytes() {
        return below.bytes;
    }

    private static final class Below extends FilterInputStream {

        private final long most;
        private long bytes;

        Below(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = readBelow(buffer, offset, length);
            bytes += Math.max(0, read);
            if (bytes > most) {
                throw RefusedFileException.ofChange("it grows while it is read");
            }
            return read;
        }

        private int readBelow(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                throw RefusedFileException.unreadable(e);
            }
        }
    }
}

package weir.ingest.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a file, refused where it is more than allowed, before it fills the memory or the disk. All that it throws
 * is a {@link RefusedFileException}, or an interruption.
 */
final class CappedInput extends FilterInputStream {

    private final long maxBytes;
    private final long maxLineBytes;
    private long bytes;
    private long lineBytes;

    CappedInput(InputStream in, long maxBytes, long maxLineBytes) {
        super(in);
        this.maxBytes = maxBytes;
        this.maxLineBytes = maxLineBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = readBelow(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            lineBytes = buffer[i] == '\n' ? 0 : lineBytes + 1;
            if (lineBytes > maxLineBytes) {
                throw RefusedFileException.ofContent("a line is longer than max-line = " + maxLineBytes + " bytes");
            }
        }
        bytes += Math.max(0, read);
        if (bytes > maxBytes) {
            throw RefusedFileException.ofContent(
                    "it expands to more than max-expansion allows, " + maxBytes + " bytes");
        }
        return read;
    }

    private int readBelow(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw RefusedFileException.damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            throw RefusedFileException.damaged(e);
        }
    }
}

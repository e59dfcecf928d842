package weir.bench.peer;

import java.io.OutputStream;

/** Counts the lines that are written to it, and forgets them. */
final class CountingOutput extends OutputStream {

    private long lines;

    @Override
    public void write(int value) {
        if (value == '\n') {
            lines++;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
    }

    long lines() {
        return lines;
    }
}

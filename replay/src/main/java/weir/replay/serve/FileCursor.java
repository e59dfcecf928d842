package weir.replay.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;

import weir.lake.raw.LineCursor;

/** Walks the lines of one file. */
final class FileCursor implements LineCursor {
    private static final int START = 256 * 1024;
    private static final int LONGEST = 64 * 1024 * 1024;

    private final Path path;
    private final InputStream in;
    private byte[] buffer = new byte[START];
    private int end;
    private int nextLine;
    private int offset;
    private int length;
    private boolean atStart = true;

    private FileCursor(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    static FileCursor open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            return new FileCursor(path, unpacked(path, file));
        } catch (IOException e) {
            file.close();
            throw new IOException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static InputStream unpacked(Path path, InputStream file) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(file, START);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(file) : file;
    }

    @Override
    public boolean next() throws IOException {
        boolean found;
        do {
            found = nextLine();
        } while (found && isBlank());
        return found;
    }

    @Override
    public byte[] buffer() {
        return buffer;
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

    private boolean nextLine() throws IOException {
        if (atStart) {
            skipByteOrderMark();
        }
        int searched = nextLine;
        int lineFeed = find(searched);
        while (lineFeed < 0) {
            searched = end - nextLine;
            if (!fill()) {
                lineFeed = end;
                break;
            }
            lineFeed = find(nextLine + searched);
        }
        if (lineFeed == end && nextLine == end) {
            return false;
        }
        offset = nextLine;
        nextLine = Math.min(lineFeed + 1, end);
        int last = lineFeed > offset && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        length = last - offset;
        return true;
    }

    private int find(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads more behind what is there, after moving that to the front or into a larger buffer. */
    private boolean fill() throws IOException {
        if (nextLine > 0) {
            System.arraycopy(buffer, nextLine, buffer, 0, end - nextLine);
            end -= nextLine;
            nextLine = 0;
        } else if (end == buffer.length) {
            if (end >= LONGEST) {
                throw new IOException("Cannot read %s: a line is longer than %d bytes; one message a line is expected"
                        .formatted(path, LONGEST));
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read;
        try {
            read = in.read(buffer, end, buffer.length - end);
        } catch (IOException e) {
            throw new IOException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
        end += Math.max(read, 0);
        return read > 0;
    }

    private void skipByteOrderMark() throws IOException {
        atStart = false;
        while (end < 3 && fill()) {
            // a pipe may give its first bytes one by one
        }
        if (end >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            nextLine = 3;
        }
    }

    private boolean isBlank() {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}

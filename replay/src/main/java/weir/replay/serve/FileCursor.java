package weir.replay.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;

import weir.lake.raw.LineCursor;
import weir.lake.raw.StreamLines;

/** Walks the lines of one file, plain or packed: without CR, blank lines, and a byte-order mark at the file's start. */
final class FileCursor implements LineCursor {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MARK_BYTES = 3;

    private final Path path;
    private final StreamLines lines;
    private boolean atStart = true;
    private int offset;
    private int length;

    private FileCursor(Path path, StreamLines lines) {
        this.path = path;
        this.lines = lines;
    }

    static FileCursor open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            return new FileCursor(path, new StreamLines(unpacked(path, file)));
        } catch (IOException e) {
            file.close();
            throw problem(path, e);
        }
    }

    private static InputStream unpacked(Path path, InputStream file) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(file, BUFFER_BYTES);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(file) : file;
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (lines.next()) {
                trim();
                if (length > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw problem(path, e);
        }
    }

    @Override
    public boolean isAtHand() {
        return lines.isAtHand();
    }

    /** Leaves out what does not belong to the message; a line of white space becomes empty. */
    private void trim() {
        byte[] buffer = lines.buffer();
        offset = lines.offset();
        length = lines.length();
        if (atStart && length >= MARK_BYTES && isMark(buffer, offset)) {
            offset += MARK_BYTES;
            length -= MARK_BYTES;
        }
        atStart = false;
        if (length > 0 && buffer[offset + length - 1] == '\r') {
            length--;
        }
        if (isBlank(buffer)) {
            length = 0;
        }
    }

    private boolean isBlank(byte[] buffer) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(byte[] buffer, int at) {
        return buffer[at] == (byte) 0xEF && buffer[at + 1] == (byte) 0xBB && buffer[at + 2] == (byte) 0xBF;
    }

    private static IOException problem(Path path, IOException e) {
        return new IOException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
    }

    @Override
    public byte[] buffer() {
        return lines.buffer();
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
        lines.close();
    }
}

package weir.replay.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

import weir.lake.raw.LineCursor;

/**
 * The lines of files with one JSON message a line, file by file in the order given.
 *
 * <ul>
 *   <li>A name that ends in {@code .gz} or {@code .zst} is unpacked; several members or frames in a file are one text.
 *   <li>A line ends with LF or CRLF, the last one of a file also with the file; blank lines are skipped. A lone CR is
 *       part of its line.
 *   <li>A UTF-8 byte order mark at the beginning of a file is skipped. All other bytes stay as they are.
 * </ul>
 *
 * Errors name the file: what cannot be unpacked, and a line of more than 64 MiB, which is not one of this kind.
 */
public final class FileLines implements LineSource {
    private final List<Path> files;

    /** @throws IOException if one of the files is not there, is a directory or may not be read; names them all */
    public FileLines(List<Path> files) throws IOException {
        this.files = List.copyOf(files);
        List<Path> unreadable = this.files.stream()
                .filter(file -> Files.isDirectory(file) || !Files.isReadable(file))
                .toList();
        if (!unreadable.isEmpty()) {
            throw new IOException("Cannot read %s: there is no such file, it is a directory or it may not be read"
                    .formatted(String.join(
                            ", ", unreadable.stream().map(Path::toString).toList())));
        }
    }

    @Override
    public LineCursor open() {
        return new FilesCursor(files.iterator());
    }

    /** One file after the other, at most one of them open. */
    private static final class FilesCursor implements LineCursor {
        private final Iterator<Path> files;
        private FileCursor file;

        FilesCursor(Iterator<Path> files) {
            this.files = files;
        }

        @Override
        public boolean next() throws IOException {
            while (file == null || !file.next()) {
                close();
                if (!files.hasNext()) {
                    return false;
                }
                file = FileCursor.open(files.next());
            }
            return true;
        }

        @Override
        public boolean isAtHand() {
            return file.isAtHand();
        }

        @Override
        public byte[] buffer() {
            return file.buffer();
        }

        @Override
        public int offset() {
            return file.offset();
        }

        @Override
        public int length() {
            return file.length();
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}

package weir.lake.raw;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;

/**
 * What a file of lines holds, as it was read.
 *
 * @param lines how many lines; a last line without LF counts
 * @param bytes how many bytes
 * @param sha256 SHA-256 of the bytes, 64 hex digits in lower case
 */
public record PartContent(long lines, long bytes, String sha256) {

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads a file to its end.
     *
     * @param progress is told of the bytes as they are read
     * @throws java.io.FileNotFoundException if it is not there
     */
    public static PartContent read(LakeFiles files, String path, LongConsumer progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        long lines = 0;
        long bytes = 0;
        byte last = '\n';
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = files.open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
                for (int i = 0; i < read; i++) {
                    last = buffer[i];
                    lines += last == '\n' ? 1 : 0;
                }
                progress.accept(read);
            }
        }
        lines += last == '\n' ? 0 : 1;
        return new PartContent(lines, bytes, Sha256.hex(digest));
    }

    /** Whether it is exactly what a manifest says of a part. */
    public boolean isOf(Part part) {
        return lines == part.lines() && bytes == part.bytes() && sha256.equals(part.sha256());
    }

    @Override
    public String toString() {
        return lines + " lines, " + bytes + " bytes, SHA-256 " + sha256;
    }
}

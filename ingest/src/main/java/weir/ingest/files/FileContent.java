package weir.ingest.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

import weir.lake.files.LocalDisk;
import weir.lake.files.Sha256;
import weir.lake.raw.Position.TakenFile;

/**
 * A file while it is read: its lines are given to who asks for {@link #lines}, and the checksum of its own bytes is taken
 * on the way. Plain, gzip (of several members too) or zstd (of several frames too), as its first bytes say. Whatever
 * stands behind the last member or frame and is none, zeros included, makes a file damaged.
 */
final class FileContent implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;

    private final SeenFile file;
    private final Path path;
    private final FileSystem fileSystem;
    private final MessageDigest digest = Sha256.digest();
    private final CountedInput counted;
    private final InputStream lines;

    /** @throws RefusedFileException if the file cannot be opened */
    FileContent(SeenFile file, ReadLimits limits, Configuration hadoop) throws IOException {
        this.file = file;
        try {
            this.path = new Path(URI.create(file.uri()));
            this.fileSystem = LocalDisk.plain(path.getFileSystem(hadoop));
            InputStream bytes = new DigestInputStream(fileSystem.open(path, BUFFER_BYTES), digest);
            this.counted = new CountedInput(bytes, BUFFER_BYTES, file.bytes());
            this.lines = opened(limits);
        } catch (IOException | RuntimeException e) {
            throw RefusedFileException.unreadable(e);
        }
    }

    private InputStream opened(ReadLimits limits) throws IOException {
        try {
            InputStream expanded = expanded();
            long most = expanded == counted ? Long.MAX_VALUE : limits.expanded(file.bytes());
            return new CappedInput(expanded, most, limits.lineBytes());
        } catch (IOException | RuntimeException e) {
            counted.close();
            throw RefusedFileException.damaged(e);
        }
    }

    private InputStream expanded() throws IOException {
        counted.mark(MAGIC_BYTES);
        byte[] magic = counted.readNBytes(MAGIC_BYTES);
        counted.reset();
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GzipCompressorInputStream(counted, true);
        }
        boolean frame = magic.length == MAGIC_BYTES
                && magic[0] == 0x28
                && magic[1] == (byte) 0xb5
                && magic[2] == 0x2f
                && magic[3] == (byte) 0xfd;
        boolean skippable = magic.length == MAGIC_BYTES
                && (magic[0] & 0xf0) == 0x50
                && magic[1] == 0x2a
                && magic[2] == 0x4d
                && magic[3] == 0x18;
        if (frame || skippable) {
            return new ZstdInputStreamNoFinalizer(new LastByteAlone(counted, file.bytes()))
                    .setLongMax(ReadLimits.WINDOW_LOG);
        }
        return counted;
    }

    /** The lines. What they throw when they cannot be read is a {@link RefusedFileException}. */
    InputStream lines() {
        return lines;
    }

    /**
     * What was read, once all lines were.
     *
     * @throws RefusedFileException if the file has changed since it was listed
     */
    TakenFile taken() throws IOException {
        try {
            counted.transferTo(OutputStream.nullOutputStream());
            FileStatus now = fileSystem.getFileStatus(path);
            if (counted.bytes() != file.bytes()
                    || now.getLen() != file.bytes()
                    || now.getModificationTime() != file.modified()) {
                throw RefusedFileException.ofChange("it has changed while it was read");
            }
        } catch (IOException | RuntimeException e) {
            throw RefusedFileException.unreadable(e);
        }
        return new TakenFile(file.name(), file.bytes(), Sha256.hex(digest));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

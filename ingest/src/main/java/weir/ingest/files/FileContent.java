package weir.ingest.files;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

import weir.lake.files.Sha256;
import weir.lake.raw.Position.TakenFile;

/**
 * A file while it is read: its lines are given to who asks for {@link #lines}, and the checksum of its own bytes is taken
 * on the way. Plain, gzip (of several members too) or zstd (of several frames too), as its first bytes say.
 */
final class FileContent implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;

    private final SeenFile file;
    private final MessageDigest digest = Sha256.digest();
    private final CountedInput counted;
    private final InputStream lines;

    FileContent(SeenFile file, ReadLimits limits, Configuration hadoop) throws IOException {
        this.file = file;
        Path path = new Path(URI.create(file.uri()));
        FileSystem fileSystem = path.getFileSystem(hadoop);
        FileSystem plain = fileSystem instanceof LocalFileSystem checked ? checked.getRaw() : fileSystem;
        this.counted = new CountedInput(new DigestInputStream(plain.open(path, BUFFER_BYTES), digest), BUFFER_BYTES);
        this.lines = opened(limits);
    }

    private InputStream opened(ReadLimits limits) throws IOException {
        try {
            InputStream expanded = expanded();
            long most = expanded == counted ? Long.MAX_VALUE : limits.expanded(file.bytes());
            return new CappedInput(expanded, most, limits.lineBytes());
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    private InputStream expanded() throws IOException {
        counted.mark(MAGIC_BYTES);
        byte[] magic = counted.readNBytes(MAGIC_BYTES);
        counted.reset();
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GZIPInputStream(counted, BUFFER_BYTES);
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
        return frame || skippable ? new ZstdInputStreamNoFinalizer(counted) : counted;
    }

    /** The lines. What they throw when they cannot be read is an IOException. */
    InputStream lines() {
        return lines;
    }

    /**
     * What was read, once all lines were.
     *
     * @throws RefusedFileException if the file has changed since it was listed
     */
    TakenFile taken() throws IOException {
        counted.transferTo(OutputStream.nullOutputStream());
        if (counted.bytes() != file.bytes()) {
            throw new RefusedFileException(
                    "it had " + file.bytes() + " bytes when it was listed, and has " + counted.bytes() + " now");
        }
        return new TakenFile(file.name(), file.bytes(), Sha256.hex(digest));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Counts what was read of a file, and knows whether there is more: gzip ends at the last member only by that. */
    private static final class CountedInput extends BufferedInputStream {

        private final CountingBelow below;

        CountedInput(InputStream in, int size) {
            this(new CountingBelow(in), size);
        }

        private CountedInput(CountingBelow below, int size) {
            super(below, size);
            this.below = below;
        }

        @Override
        public synchronized int available() throws IOException {
            mark(1);
            int next = read();
            if (next < 0) {
                return 0;
            }
            reset();
            return 1;
        }

        long bytes() {
            return below.bytes;
        }
    }

    private static final class CountingBelow extends FilterInputStream {

        private long bytes;

        CountingBelow(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}

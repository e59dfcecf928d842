package weir.lake.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's file system of the local disk, which sets the permissions of a new file or folder by a call. Without its native
 * library, which Spark does not bring, Hadoop starts a process, {@code chmod}, for each of them. What cannot be written, such as
 * to a full disk, is an exception; to Hadoop it is an error, as if Java itself had failed, which whoever cleans up does not
 * catch. Hadoop makes the instances, by the setting {@link #SETTING}; it keeps one for all whose settings it was first asked
 * with.
 */
public final class PlainLocalFileSystem extends LocalFileSystem {

    /** The name of the setting that makes Hadoop use this class for {@code file://}. */
    public static final String SETTING = "fs.file.impl";

    public PlainLocalFileSystem() {
        super(new Disk());
    }

    private static final class Disk extends RawLocalFileSystem {

        private static final int READ_WRITE_EXECUTE = 0777;

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            PosixFileAttributeView attributes =
                    Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
            boolean isPlain = (permission.toShort() & ~READ_WRITE_EXECUTE) == 0;
            if (isPlain && attributes != null) {
                attributes.setPermissions(PosixFilePermissions.fromString(permission.toString()));
            } else {
                super.setPermission(path, permission);
            }
        }

        @Override
        protected OutputStream createOutputStreamWithMode(Path path, boolean append, FsPermission permission)
                throws IOException {
            return new Output(super.createOutputStreamWithMode(path, append, permission), path);
        }
    }

    private static final class Output extends OutputStream implements Syncable, StreamCapabilities {

        /** Java writes by way of memory outside of its heap, and where that is more than this, the system clears it each time. */
        private static final int PIECE_BYTES = 64 << 10;

        private final OutputStream out;
        private final Path path;

        /** @param out of Hadoop's, which can sync */
        private Output(OutputStream out, Path path) {
            this.out = out;
            this.path = path;
        }

        private void run(WrittenFile.Step step) throws IOException {
            try {
                step.run();
            } catch (FSError e) {
                throw new IOException(
                        "Cannot write " + path + ": " + e.getCause().getMessage(), e);
            }
        }

        @Override
        public void write(int value) throws IOException {
            run(() -> out.write(value));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            run(() -> {
                for (int written = 0; written < length; written += PIECE_BYTES) {
                    out.write(bytes, offset + written, Math.min(PIECE_BYTES, length - written));
                }
            });
        }

        @Override
        public void flush() throws IOException {
            run(out::flush);
        }

        @Override
        public void hflush() throws IOException {
            run(((Syncable) out)::hflush);
        }

        @Override
        public void hsync() throws IOException {
            run(((Syncable) out)::hsync);
        }

        @Override
        public boolean hasCapability(String capability) {
            return ((StreamCapabilities) out).hasCapability(capability);
        }

        @Override
        public void close() throws IOException {
            run(out::close);
        }
    }
}
